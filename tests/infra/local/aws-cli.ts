import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether the ordinary `aws` command is on this machine: tests that need it are skipped without. */
export const awsInstalled = await run('aws', ['--version']).then(
  () => true,
  () => false,
);

/** Runs `aws <words>` against a gateway and answers the JSON that it prints. Rejects with its message when it fails. */
export async function aws(url: string, ...words: readonly string[]): Promise<unknown> {
  const { stdout } = await run('aws', [...words, '--output', 'json'], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: url,
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
    },
  });
  return stdout === '' ? undefined : JSON.parse(stdout);
}

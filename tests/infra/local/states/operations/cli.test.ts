import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, serve } from '#local/gateway.ts';
import { type Cloud, definition, machineArn, openCloud } from '../cloud.ts';

function hasCli(): boolean {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.runIf(hasCli())('the aws CLI', () => {
  let cloud: Cloud;
  let gateway: Gateway;
  beforeAll(async () => {
    cloud = openCloud();
    cloud.states.define({
      name: 'cli',
      arn: machineArn('cli'),
      definition: definition({ a: { Type: 'Pass', End: true } }),
    });
    gateway = await serve({ services: [cloud.states], port: 0 });
  });
  afterAll(async () => {
    await gateway.close();
    cloud.close();
  });

  async function aws(...words: string[]): Promise<string> {
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL: gateway.url,
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_DEFAULT_REGION: 'eu-west-1',
    };
    const { stdout } = await promisify(execFile)('aws', ['stepfunctions', ...words, '--output', 'json'], {
      env,
    });
    return stdout;
  }

  it('starts an execution, lists and describes it, and reads its history', async () => {
    const { executionArn } = JSON.parse(
      await aws('start-execution', '--state-machine-arn', machineArn('cli'), '--input', '{"x": 1}'),
    );
    await cloud.states.idle();
    const listed = JSON.parse(await aws('list-executions', '--state-machine-arn', machineArn('cli')));
    expect(listed.executions).toMatchObject([{ executionArn, status: 'SUCCEEDED' }]);
    const described = JSON.parse(await aws('describe-execution', '--execution-arn', executionArn));
    expect(described).toMatchObject({ status: 'SUCCEEDED', input: '{"x": 1}', output: '{"x":1}' });
    const { events } = JSON.parse(await aws('get-execution-history', '--execution-arn', executionArn));
    expect(events.map((event: { type: string }) => event.type)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
    await expect(aws('list-activities')).rejects.toThrow('states does not speak ListActivities here');
  }, 60_000);
});

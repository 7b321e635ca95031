import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { clientConfig } from '#local/main-job/clients.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const STACKS = ['VerbandStateful', 'VerbandStateless'] as const;
const Outputs = z.record(z.string(), z.string());
/** Lines of a tool's output that are shown when it fails. */
const SHOWN_LINES = 15;

/** Synthesizes, bootstraps and deploys both stacks by the CDK's command line. When one fails, its last lines go to stderr. */
export async function deployStacks(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'verband-accept-'));
  await cdk('synth', '--quiet', '--output', folder);
  await cdk('bootstrap', '--app', folder);
  // By way of a change set an emulator may hang, and nobody looks at one here.
  await cdk('deploy', '--all', '--app', folder, '--method', 'direct', '--require-approval', 'never');
  return STACKS.join(', ');
}

/** Outputs of the stacks: of a file, or of CloudFormation. Throws for a stack that does not stand. */
export async function stackOutputs(
  environment: Readonly<Record<string, string>>,
  file: string | undefined,
): Promise<Record<string, string>> {
  if (file !== undefined) return Outputs.parse(JSON.parse(readFileSync(file, 'utf8')));
  const client = new CloudFormationClient(clientConfig(environment));
  const outputs: Record<string, string> = {};
  for (const StackName of STACKS) {
    const [stack] = (await client.send(new DescribeStacksCommand({ StackName }))).Stacks ?? [];
    if (!/^(CREATE|UPDATE)_COMPLETE$/.test(stack?.StackStatus ?? ''))
      throw new Error(`${StackName} stands at ${stack?.StackStatus ?? 'nothing'}`);
    for (const { OutputKey, OutputValue } of stack?.Outputs ?? [])
      if (OutputKey !== undefined && OutputValue !== undefined) outputs[OutputKey] = OutputValue;
  }
  return outputs;
}

async function cdk(...args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => lines.push(...text.toString('utf8').split('\n')));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code === 0) return;
  process.stderr.write(`${lines.slice(-SHOWN_LINES).join('\n')}\n`);
  throw new Error(`cdk ${args[0] ?? ''} ended with ${code}`);
}

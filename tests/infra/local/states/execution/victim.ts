import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cloud, FunctionError, machineArn, openCloud } from '../cloud.ts';

/**
 * A process to be killed: opens a cloud on the folder that its first argument names, defines the machines of its
 * second one (name → definition) and starts the first. Calls are noted in `calls.log`.
 */
export function noteCalls(cloud: Cloud, dataDir: string, names: readonly string[], blocks: boolean): void {
  for (const name of names) {
    cloud.functions.set(name, (payload) => {
      appendFileSync(join(dataDir, 'calls.log'), `${name} ${JSON.stringify(payload)}\n`);
      if (name === 'fail') throw new FunctionError('A');
      return name === 'block' && blocks ? new Promise(() => {}) : payload;
    });
  }
}

export const FUNCTIONS = ['work', 'block', 'fail', 'ask'];

const [, script, dataDir, machines] = process.argv;
if (script === import.meta.filename && dataDir !== undefined && machines !== undefined) {
  const cloud = openCloud({ dataDir });
  noteCalls(cloud, dataDir, FUNCTIONS, true);
  const definitions: Record<string, string> = JSON.parse(machines);
  for (const [name, definition] of Object.entries(definitions)) {
    cloud.states.define({ name, arn: machineArn(name), definition });
  }
  cloud.states.start(machineArn(Object.keys(definitions)[0] ?? ''), '{"x":1}', 'run');
  setInterval(() => {}, 1000);
}

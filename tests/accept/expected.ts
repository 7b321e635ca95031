import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** What the made-up municipality of the acceptance comes to: recorded from a run on the embedded cloud. */
export const Expected = z.strictObject({
  deliveries: z.record(
    z.string(),
    z.strictObject({ status: z.string(), read: z.int(), accepted: z.int(), rejected: z.int() }),
  ),
  entities: z.record(z.string(), z.int()),
  relations: z.record(z.string(), z.int()),
  links: z.int(),
  findings: z.record(z.string(), z.int()),
  scores: z.record(z.string(), z.int()),
});
export type Expected = z.infer<typeof Expected>;

const FILE = join(import.meta.dirname, 'expected.json');

/** Throws an Error that says how to record it when there is none. */
export function readExpected(): Expected {
  if (!existsSync(FILE)) throw new Error('tests/accept/expected.json is missing: record it with --record');
  return Expected.parse(JSON.parse(readFileSync(FILE, 'utf8')));
}

export const recordExpected = (seen: Expected): void =>
  writeFileSync(FILE, `${JSON.stringify(seen, null, 2)}\n`);

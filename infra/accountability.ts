import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Accountability } from '#schemas/accountability.ts';
import { loadLibrary } from '../functions/detect/library.ts';
import { composeRecord } from '../functions/detect/register/compose-record.ts';
import { recordProblems } from '../functions/detect/register/record-fields.ts';

/** What the municipality answers for. Throws a ZodError for what does not fit. */
export const readAccountability = (): Accountability =>
  Accountability.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'accountability.json'), 'utf8')));

/** R29: no release for production without a complete record of the Algoritmeregister. Throws naming what is missing. */
export function refuseUnregistered(accountability: Accountability): void {
  const problems = recordProblems(composeRecord({ accountability, patterns: loadLibrary(), gate: null }));
  if (problems.length > 0)
    throw new Error(`R29: the register record is not complete\n${problems.join('\n')}`);
}

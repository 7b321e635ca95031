import * as z from 'zod';
import type { Lake, LakeRow, ObjectStore } from '#ports';
import { Outcome } from '#schemas/outcome.ts';

const FILES_AT_ONCE = 16;
/** Where the lake's log of outcomes lies. */
const PREFIX = 'analysis/outcomes/';

/** Every outcome as it was told last, in order of id. */
export async function readOutcomes(ports: {
  readonly lake: Pick<Lake, 'read'>;
  readonly objects: Pick<ObjectStore, 'list'>;
}): Promise<Outcome[]> {
  const keys = (await ports.objects.list(PREFIX)).filter((key) => key.endsWith('.parquet')).sort();
  const rows: LakeRow[] = [];
  for (let from = 0; from < keys.length; from += FILES_AT_ONCE) {
    const parts = keys
      .slice(from, from + FILES_AT_ONCE)
      .map(async (key) => ports.lake.read({ table: 'outcomes', prefix: PREFIX, keys: [key], rows: 0 }));
    for (const part of await Promise.all(parts)) rows.push(...part);
  }
  return latestOutcomes(z.array(Outcome).parse(rows));
}

/** One per id: the one decided last; of one day, the one that comes last. */
export function latestOutcomes(outcomes: readonly Outcome[]): Outcome[] {
  const latest = new Map<string, Outcome>();
  for (const outcome of outcomes) {
    const before = latest.get(outcome.outcome_id);
    if (!before || before.decided_on <= outcome.decided_on) latest.set(outcome.outcome_id, outcome);
  }
  return [...latest.values()].sort((left, right) => (left.outcome_id < right.outcome_id ? -1 : 1));
}

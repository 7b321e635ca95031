import * as z from 'zod';
import type { Lake, LakeRow, ObjectStore, OutcomeLog } from '#ports';
import { latestOutcomes, Outcome } from '#schemas/outcome.ts';
import { lakeTable } from '#schemas/tables.ts';
import { tablePrefix } from './lake.ts';

const FILES_AT_ONCE = 16;

/** The lake's log of outcomes, read file by file. */
export function lakeOutcomes(lake: Pick<Lake, 'read'>, objects: Pick<ObjectStore, 'list'>): OutcomeLog {
  const prefix = tablePrefix(lakeTable('outcomes'));
  return {
    all: async () => {
      const keys = (await objects.list(prefix)).filter((key) => key.endsWith('.parquet')).sort();
      const rows: LakeRow[] = [];
      for (let from = 0; from < keys.length; from += FILES_AT_ONCE) {
        const parts = keys
          .slice(from, from + FILES_AT_ONCE)
          .map(async (key) => lake.read({ table: 'outcomes', prefix, keys: [key], rows: 0 }));
        for (const part of await Promise.all(parts)) rows.push(...part);
      }
      return latestOutcomes(z.array(Outcome).parse(rows));
    },
  };
}

import { autoModel } from '../engine/auto/auto-model.ts';
import { encode } from '../engine/encode/encode.ts';
import type { Encoded } from '../engine/encode/encoded.ts';
import type { Model } from '../engine/model/model.ts';
import { readTable } from '../engine/table/read-table.ts';
import type { Column } from '../engine/table/table.ts';
import { letGo } from '../engine/threads/let-go.ts';
import type { Pool } from '../engine/threads/pool.ts';
import { lookAtColumns } from './look-at-columns.ts';
import type { LinkOptions } from './options.ts';
import type { Progress } from './progress.ts';
import { checkColumns, columnsOf } from './model-columns.ts';
import { readModel } from './read-model.ts';

export type Prepared = {
  readonly model: Model;
  readonly encoded: Encoded;
  /** The first column of each input. */
  readonly ids: readonly Column[];
  readonly truth: Column | undefined;
};

/**
 * Reads inputs, has or finds a model, and derives what it looks at. What else was read is let go of: scoring needs its
 * memory. Throws InputError.
 */
export async function prepare(options: LinkOptions, pool: Pool, progress: Progress): Promise<Prepared> {
  const saved = options.model === 'auto' ? undefined : readModel(options.model);
  const table = await progress.during(
    'load',
    () => readTable(options.inputs, { threads: pool, only: saved && columnsOf(saved, options.truth) }),
    ({ rows, columns }) => `${rows} rows, ${columns.length} columns`,
  );
  letGo();
  const { ids, truth, leaveOut, warnings } = lookAtColumns(table, options.truth);
  for (const warning of warnings) progress.warn(warning);
  if (saved)
    checkColumns(
      saved,
      table.sources.flatMap(({ columns }) => columns),
      options.truth,
    );
  const model =
    saved ??
    (await progress.during(
      'estimate',
      () => autoModel(table, { seed: options.seed, pool, leaveOut }),
      ({ comparisons, blocking }) => `${comparisons.length} comparisons, ${blocking.length} blocking rules`,
    ));
  const encoded = await progress.during('encode', () => encode(table, model.fields, pool));
  return { model, encoded, ids, truth };
}

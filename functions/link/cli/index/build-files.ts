import { autoModel } from '../../engine/auto/auto-model.ts';
import { buildIndex, type Built } from '../../engine/index/build-index.ts';
import { idsOf } from '../../engine/index/row-ids.ts';
import type { Model } from '../../engine/model/model.ts';
import { readTable } from '../../engine/table/read-table.ts';
import { openPool } from '../../engine/threads/pool.ts';
import { defineTask } from '../../engine/threads/task.ts';
import { folderObjects } from '../folder-objects.ts';
import { lookAtColumns } from '../look-at-columns.ts';
import { Progress } from '../progress.ts';
import { checkColumns, columnsOf } from '../model-columns.ts';
import { readModel } from '../read-model.ts';
import { holdBack, type Replacement } from './held-back.ts';
import type { BuildOptions } from './options.ts';

/** `name`: what the index calls its base. */
export type BuildOrder = BuildOptions & { readonly name: string };

/** A base that is written, but not seen yet. */
export type BuiltFiles = Built & { readonly replacement: Replacement; readonly model: Model };

/** Links the records of a file and writes them as the base of an index. Throws InputError. */
export const buildFiles = defineTask(
  import.meta.url,
  'buildFiles',
  async (order: BuildOrder): Promise<BuiltFiles> => {
    const progress = new Progress();
    const pool = openPool(order.threads);
    const saved = order.model === 'auto' ? undefined : readModel(order.model);
    const table = await progress.during(
      'load',
      () => readTable([order.input], { threads: pool, only: saved && columnsOf(saved, undefined) }),
      ({ rows, columns }) => `${rows} rows, ${columns.length} columns`,
    );
    idsOf(table, order.input);
    const { leaveOut, warnings } = lookAtColumns(table, undefined);
    for (const warning of warnings) progress.warn(warning);
    if (saved)
      checkColumns(
        saved,
        table.sources.flatMap(({ columns }) => columns),
        undefined,
      );
    const model =
      saved ??
      (await progress.during(
        'estimate',
        () => autoModel(table, { seed: order.seed, pool, leaveOut }),
        ({ comparisons, blocking }) => `${comparisons.length} comparisons, ${blocking.length} blocking rules`,
      ));
    const held: Replacement[] = [];
    const objects = holdBack(folderObjects(order.index), held);
    const built = await buildIndex(objects, table, model, {
      pool,
      name: order.name,
      parts: order.partitions,
      now: () => performance.now(),
    });
    await pool.close();
    const { encode, block, score, cluster, write } = built.seconds;
    progress.took('encode', encode);
    progress.took('block', block);
    progress.took('score', score, `${built.pairsScored} pairs`);
    progress.took('cluster', cluster);
    progress.took('write', write);
    const [replacement] = held;
    if (!replacement) throw new Error('The index was not written');
    return { ...built, replacement, model: built.manifest.model };
  },
);

import type { Decision } from '../../engine/entities/decision.ts';
import { readDecisions } from '../../engine/entities/read-decisions.ts';
import { linkDrop } from '../../engine/index/link-drop.ts';
import type { Manifest } from '../../engine/index/manifest.ts';
import { InputError } from '../../engine/table/input-error.ts';
import { readTable } from '../../engine/table/read-table.ts';
import type { Table } from '../../engine/table/table.ts';
import { tableOfRows } from '../../engine/table/table-of-rows.ts';
import { textAt } from '../../engine/table/text-at.ts';
import { openPool, type Pool } from '../../engine/threads/pool.ts';
import { defineTask } from '../../engine/threads/task.ts';
import { checkColumns, columnsOf } from '../model-columns.ts';
import { changesCsv } from './changes-csv.ts';
import type { DropReport } from './drop-report.ts';
import type { Replacement } from './held-back.ts';
import { openFolder } from './open-folder.ts';
import type { DropOptions } from './options.ts';

/** A drop that is written, but not seen yet. */
export type Dropped = {
  /** Upon this, readers see it; absent if it says nothing new. */
  readonly replacement: Replacement | undefined;
  /** What became of entities; nothing if it was not asked for. */
  readonly changes: readonly Uint8Array[];
  readonly report: Omit<DropReport, 'peakRssMb'>;
  readonly warnings: readonly string[];
};

/** Every drop is looked into by each later one; with so many it is time to write them as one base. */
const MANY_SEGMENTS = 30;

/** `object`: what the index calls what the drop adds. */
export type DropOrder = DropOptions & { readonly object: string };

/** Links a drop with an index in a folder. Throws InputError. */
export const dropFiles = defineTask(
  import.meta.url,
  'dropFiles',
  async (options: DropOrder): Promise<Dropped> => {
    const started = performance.now();
    const { index, tally, held } = await openFolder(options.index);
    const opened = performance.now();
    const pool = openPool(options.threads);
    try {
      const table = await rowsIn(options, index.manifest, pool);
      const withdraw = await idsIn(options.withdraw, index.manifest, pool);
      const decisions = await decisionsIn(options.decisions, pool);
      const loaded = performance.now();
      const result = await linkDrop(
        index,
        { table, withdraw, decisions },
        { pool, object: options.object, now: () => performance.now() },
      );
      const [replacement] = held;
      const changes = options.out === undefined ? [] : [...changesCsv(result.changes, result.members())];
      const { absentDecisions, overLimit, encodeSeconds, seconds } = result;
      return {
        replacement,
        changes,
        report: {
          version: result.manifest.version,
          rows: result.manifest.rowsAlive,
          created: result.created,
          corrected: result.corrected,
          withdrawn: result.withdrawn,
          unchanged: result.unchanged,
          pairsScored: result.pairsScored,
          rowsAffected: result.affectedRows,
          entitiesChanged: result.changes.length,
          read: { ranges: tally.ranges, bytes: tally.bytes },
          seconds: {
            open: (opened - started) / 1000,
            load: (loaded - opened) / 1000,
            encode: encodeSeconds,
            ...seconds,
            total: 0,
          },
        },
        warnings: [
          ...(absentDecisions > 0
            ? [
                `${absentDecisions} of ${decisions.length} decisions are on records that the index does not have. They are kept for when it does.`,
              ]
            : []),
          ...(result.manifest.segments.length > MANY_SEGMENTS
            ? [
                `the index has ${result.manifest.segments.length - 1} drops beside its base, and each is looked into. Compact it: npm run link -- compact --index ${options.index}`,
              ]
            : []),
          ...overLimit
            .filter(({ cut }) => !cut)
            .map(
              ({ rule, rows }) => `a block of rule ${rule} has ${rows} records, too many; it is left out.`,
            ),
        ],
      };
    } finally {
      await pool.close();
    }
  },
);

async function rowsIn({ input }: DropOptions, { model, idColumn }: Manifest, pool: Pool): Promise<Table> {
  const columns = columnsOf(model, undefined);
  if (input === undefined) return tableOfRows([...new Set([idColumn, ...columns])], []);
  const table = await readTable([input], { threads: pool, only: columns });
  checkColumns(
    model,
    table.sources.flatMap((source) => source.columns),
    undefined,
  );
  return table;
}

async function idsIn(withdraw: string | undefined, { idColumn }: Manifest, pool: Pool): Promise<string[]> {
  if (withdraw === undefined) return [];
  const table = await readTable([withdraw], { threads: pool, only: [] });
  const [ids] = table.columns;
  if (!ids || ids.name !== idColumn)
    throw new InputError(
      `${withdraw}: the first column is ${ids?.name ?? ''}; records of this index are known by ${idColumn}. Put that first.`,
    );
  return Array.from({ length: ids.texts.size }, (_, code) => textAt(ids, code));
}

async function decisionsIn(path: string | undefined, pool: Pool): Promise<Decision[]> {
  return path === undefined ? [] : readDecisions(await readTable([path], { threads: pool }), path);
}

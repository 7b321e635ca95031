import type { Encoded } from '../../encode/encoded.ts';
import type { Comparison } from '../../model/comparison.ts';
import type { Pool } from '../../threads/pool.ts';
import { levelBits } from '../bits.ts';
import { Program } from '../wasm/program.ts';
import { editsRoutine } from './edits-routine.ts';
import { factsOn } from './fact-memory.ts';
import type { SharedLayout } from './facts.ts';
import { gatherRoutine } from './gather-routine.ts';
import { jaroWinklerRoutine } from './jaro-winkler-routine.ts';
import { levelRoutine } from './level-routine.ts';
import { LEVEL_BITS, type OwnLayout, layOutOwn } from './own-layout.ts';
import { pairsRoutine } from './pairs-routine.ts';
import { type RowRecords, recordRows } from './row-records.ts';
import { prefixRoutine } from './prefix-routine.ts';
import { sharedMembersRoutine } from './set-routine.ts';

/** A model's comparisons as machine code, with all that it needs to know of the texts; any thread may run it. */
export type Kernel = {
  readonly module: WebAssembly.Module;
  /** Facts on texts. */
  readonly memory: WebAssembly.Memory;
  readonly rows: RowRecords;
  readonly own: OwnLayout;
  /** The most bits that each level can give, term frequency included. */
  readonly mostBits: readonly (readonly number[])[];
};

/**
 * Compiles comparisons over an encoded table. `capacity` = rows of the largest block; `skips` = per row a number,
 * other than −1: two rows with equal numbers in one that counts are not compared.
 */
export async function makeKernel(
  encoded: Encoded,
  comparisons: readonly Comparison[],
  {
    skips,
    capacity,
    pool,
  }: { readonly skips: readonly Int32Array[]; readonly capacity: number; readonly pool: Pool },
): Promise<Kernel> {
  for (const { name, levels } of comparisons)
    if (levels.length >= 2 ** LEVEL_BITS)
      throw new RangeError(
        `Comparison ${name} has ${levels.length} levels; at most ${2 ** LEVEL_BITS - 1} are possible`,
      );
  const { layout: shared, memory } = await factsOn(encoded, comparisons, pool);
  const own = layOutOwn(comparisons, shared, skips.length, capacity);
  const rows = await recordRows(encoded, own.rowSources, skips, pool);
  const mostBits = comparisons.map(({ levels }) =>
    levels.map((level) => {
      const { share, least } = level.termFrequency ?? { share: 0, least: 1 };
      return levelBits(level) + share * (Math.log2(level.u) - Math.log2(least));
    }),
  );
  return {
    module: new WebAssembly.Module(program(comparisons, mostBits, own, shared, rows).bytes()),
    memory,
    rows,
    own,
    mostBits,
  };
}

function program(
  comparisons: readonly Comparison[],
  mostBits: readonly (readonly number[])[],
  own: OwnLayout,
  shared: SharedLayout,
  rows: RowRecords,
): Program {
  const made = new Program();
  const routines = {
    jaroWinkler: jaroWinklerRoutine(made, own.marks, own.longest),
    withinEdits: editsRoutine(made, own.editRows, own.editWidth),
    isPrefix: prefixRoutine(made),
    sharedMembers: sharedMembersRoutine(made),
  };
  const weighed = comparisons.map((comparison, index) => ({
    comparison,
    mostBits: mostBits[index] ?? [],
    level: levelRoutine(made, `level${index}`, comparison, { own, shared, routines }),
  }));
  gatherRoutine(made, own, shared, rows);
  pairsRoutine(made, weighed, own, shared);
  return made;
}

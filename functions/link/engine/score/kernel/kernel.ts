import { type Encoded, fieldOf } from '../../encode/encoded.ts';
import type { Comparison } from '../../model/comparison.ts';
import { textAt } from '../../table/text-at.ts';
import type { Pool } from '../../threads/pool.ts';
import { levelBits } from '../bits.ts';
import { Program } from '../wasm/program.ts';
import { editsRoutine } from './edits-routine.ts';
import { type SharedLayout, layOut } from './facts.ts';
import { findFacts } from './find-facts.ts';
import { gatherRoutine } from './gather-routine.ts';
import { jaroWinklerRoutine } from './jaro-winkler-routine.ts';
import { levelRoutine } from './level-routine.ts';
import { LEVEL_BITS, type OwnLayout, layOutOwn } from './own-layout.ts';
import { pairsRoutine } from './pairs-routine.ts';
import { prefixRoutine } from './prefix-routine.ts';
import { sharedMembersRoutine } from './set-routine.ts';

/** A model's comparisons as machine code, with all that it needs to know of the texts; any thread may run it. */
export type Kernel = {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly own: OwnLayout;
  /** The most bits that each level can give, term frequency included. */
  readonly mostBits: readonly (readonly number[])[];
  /** Per `swapped` field pair, codes of the one's texts in the other's dictionary; −2 = not there. */
  readonly elsewhere: ReadonlyMap<string, Int32Array>;
};

const PAGE = 65_536;

/**
 * Compiles comparisons over an encoded table. `capacity` = rows of the largest block; `skips` = columns in which
 * equal numbers mean that two rows are not compared.
 */
export async function makeKernel(
  encoded: Encoded,
  comparisons: readonly Comparison[],
  { skips, capacity, pool }: { readonly skips: number; readonly capacity: number; readonly pool: Pool },
): Promise<Kernel> {
  for (const { name, levels } of comparisons)
    if (levels.length >= 2 ** LEVEL_BITS)
      throw new RangeError(
        `Comparison ${name} has ${levels.length} levels; at most ${2 ** LEVEL_BITS - 1} are possible`,
      );
  const shared = layOut(encoded, comparisons);
  const pages = Math.ceil(shared.bytes / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  await pool.run(
    findFacts,
    shared.facts.map((facts) => ({
      memory: memory.buffer,
      facts,
      texts: fieldOf(encoded, facts.field).texts,
      alike: facts.comparedWith.map((field) => fieldOf(encoded, field).texts),
    })),
  );
  const own = layOutOwn(comparisons, shared, skips, capacity);
  const mostBits = comparisons.map(({ levels }) =>
    levels.map((level) => {
      const { share, least } = level.termFrequency ?? { share: 0, least: 1 };
      return levelBits(level) + share * (Math.log2(level.u) - Math.log2(least));
    }),
  );
  return {
    module: new WebAssembly.Module(program(comparisons, mostBits, own, shared).bytes()),
    memory,
    own,
    mostBits,
    elsewhere: elsewhereOf(encoded, own),
  };
}

function program(
  comparisons: readonly Comparison[],
  mostBits: readonly (readonly number[])[],
  own: OwnLayout,
  shared: SharedLayout,
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
  gatherRoutine(made, own, shared);
  pairsRoutine(made, weighed, own, shared);
  return made;
}

/** For each pair of fields that may be swapped, both ways. */
function elsewhereOf(encoded: Encoded, own: OwnLayout): Map<string, Int32Array> {
  const maps = new Map<string, Int32Array>();
  for (const source of own.sources) {
    if (source.of !== 'code_elsewhere') continue;
    const from = fieldOf(encoded, source.field);
    const to = fieldOf(encoded, source.other);
    const codes = new Map<string, number>();
    for (let code = 0; code < to.texts.size; code++) codes.set(textAt(to, code), code);
    const map = new Int32Array(new SharedArrayBuffer(4 * from.texts.size));
    for (let code = 0; code < from.texts.size; code++) map[code] = codes.get(textAt(from, code)) ?? -2;
    maps.set(`${source.field} in ${source.other}`, map);
  }
  return maps;
}

import { type Encoded, fieldOf } from '../../encode/encoded.ts';
import type { Comparison } from '../../model/comparison.ts';
import type { Pool } from '../../threads/pool.ts';
import { type SharedLayout, layOut, neededFacts } from './facts.ts';
import { findFacts } from './find-facts.ts';

export type FactMemory = { readonly layout: SharedLayout; readonly memory: WebAssembly.Memory };

const PAGE = 65_536;
const kept = new WeakMap<Encoded, Promise<FactMemory>>();

/**
 * Facts on all texts that some comparisons need. Those of the last call stay with the encoded table, as training
 * asks for fewer and fewer comparisons of one table.
 */
export async function factsOn(
  encoded: Encoded,
  comparisons: readonly Comparison[],
  pool: Pool,
): Promise<FactMemory> {
  const before = await kept.get(encoded);
  if (before && suffices(before.layout, comparisons)) return before;
  const found = find(encoded, comparisons, pool);
  kept.set(encoded, found);
  return found;
}

async function find(encoded: Encoded, comparisons: readonly Comparison[], pool: Pool): Promise<FactMemory> {
  const layout = layOut(encoded, comparisons);
  const pages = Math.ceil(layout.bytes / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  await pool.run(
    findFacts,
    layout.facts.map((facts) => ({
      memory: memory.buffer,
      facts,
      texts: fieldOf(encoded, facts.field).texts,
      alike: facts.comparedWith.map((field) => fieldOf(encoded, field).texts),
    })),
  );
  return { layout, memory };
}

/** Whether all that is needed is there, and marked for all the fields that are compared crosswise. */
function suffices(layout: SharedLayout, comparisons: readonly Comparison[]): boolean {
  const tests = comparisons.flatMap(({ levels }) => levels.flatMap((level) => level.tests));
  return tests.every((test) => {
    const fields = neededFacts(test).map(({ kind, field }) =>
      layout.facts.find((one) => one.kind === kind && one.field === field),
    );
    const [first] = fields;
    return fields.every((one) => one && (test.test !== 'swapped' || first?.comparedWith.includes(one.field)));
  });
}

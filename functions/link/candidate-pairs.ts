import type { Blocks } from './blocks.ts';
import type { PersonFeatures } from './person-features.ts';

export type CandidatePair = {
  readonly left: PersonFeatures;
  readonly right: PersonFeatures;
  readonly rule: string;
};

/**
 * Pairs to weigh, each once, by the first rule that finds it, of which at least one is among `touched`. Two persons
 * who both have a BSN token are left out: the token has decided, for or against.
 */
export function* candidatePairs(
  persons: readonly PersonFeatures[],
  blocks: Blocks,
  touched: ReadonlySet<string>,
): Generator<CandidatePair> {
  const seen = new Set<number>();
  for (const { rule, blocks: members } of blocks.rules)
    for (const block of members.values()) {
      const tokenless = block.filter((index) => persons[index]?.bsnToken === null);
      for (const one of tokenless)
        for (const other of block) {
          const pair = Math.min(one, other) * persons.length + Math.max(one, other);
          const left = persons[Math.min(one, other)];
          const right = persons[Math.max(one, other)];
          if (!left || !right || one === other || seen.has(pair)) continue;
          if (!touched.has(left.recordId) && !touched.has(right.recordId)) continue;
          seen.add(pair);
          yield { left, right, rule };
        }
    }
}

import { BLOCKING_RULES, type BlockingRule } from './blocking-rules.ts';
import type { PersonFeatures } from './person-features.ts';

/** A block over the limit: how many persons it holds, and how many of its sub-blocks were too large in turn. */
export type LargeBlock = {
  readonly rule: string;
  readonly records: number;
  /** Persons who are not compared by this block: without a sub-key, or in a sub-block that is too large as well. */
  readonly left_out: number;
};

type Members = ReadonlyMap<string, readonly number[]>;

export type Blocks = {
  /** In order of the rules: name of a block → its members, as positions in the list of persons. */
  readonly rules: readonly { readonly rule: string; readonly blocks: Members }[];
  /** Blocks and sub-blocks over the limit. */
  readonly large: Members;
  readonly report: readonly LargeBlock[];
};

/** Sorts persons into blocks. One over the limit falls apart by its rule's sub-key; nothing is dropped unsaid. */
export function blocksOf(
  persons: readonly PersonFeatures[],
  limit: number,
  rules: readonly BlockingRule[] = BLOCKING_RULES,
): Blocks {
  const large = new Map<string, readonly number[]>();
  const report: LargeBlock[] = [];
  const found = rules.map((rule) => {
    const blocks = new Map<string, readonly number[]>();
    for (const [key, members] of grouped(all(persons), persons, rule.keys)) {
      const name = `${rule.name}|${key}`;
      if (members.length <= limit) {
        blocks.set(name, members);
        continue;
      }
      large.set(name, members);
      const reached = new Set<number>();
      for (const [subKey, part] of grouped(members, persons, rule.subKeys)) {
        const subName = `${name} > ${subKey}`;
        if (part.length > limit) {
          large.set(subName, part);
          continue;
        }
        blocks.set(subName, part);
        for (const member of part) reached.add(member);
      }
      report.push({ rule: rule.name, records: members.length, left_out: members.length - reached.size });
    }
    return { rule: rule.name, blocks };
  });
  return { rules: found, large, report };
}

const all = (persons: readonly PersonFeatures[]): number[] => persons.map((_person, index) => index);

function grouped(
  members: readonly number[],
  persons: readonly PersonFeatures[],
  keysOf: BlockingRule['keys'],
): ReadonlyMap<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const member of members) {
    const person = persons[member];
    if (!person) continue;
    for (const key of new Set(keysOf(person))) {
      const group = groups.get(key);
      if (group) group.push(member);
      else groups.set(key, [member]);
    }
  }
  return groups;
}

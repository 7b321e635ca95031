import { BLOCKING_RULES, type BlockingRule } from './blocking-rules.ts';
import { KeyCodes, joinedCodes } from './key-codes.ts';
import { KeyGroups } from './key-groups.ts';
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
  /**
   * In order of the rules: name of a block → its members, as positions in the list of persons. Blocks without a pair
   * that is to be weighed are left out: of one person, or with a BSN token for everyone (the tokens have decided).
   */
  readonly rules: readonly { readonly rule: string; readonly blocks: Members }[];
  /** Blocks and sub-blocks over the limit. */
  readonly large: Members;
  readonly report: readonly LargeBlock[];
};

/**
 * Sorts persons into blocks. One over the limit falls apart by its rule's sub-key; nothing is dropped unsaid. Names of
 * blocks are equal between two states if both were made with the same codes.
 */
export function blocksOf(
  persons: readonly PersonFeatures[],
  limit: number,
  codes = new KeyCodes(),
  rules: readonly BlockingRule[] = BLOCKING_RULES,
): Blocks {
  const large = new Map<string, readonly number[]>();
  const report: LargeBlock[] = [];
  const isOpen = (members: readonly number[]): boolean =>
    members.length > 1 && members.some((member) => persons[member]?.bsnToken === null);
  const found = rules.map((rule) => {
    const blocks = new Map<string, readonly number[]>();
    for (const [key, members] of groupsOf(rule, persons, codes).atLeast(2)) {
      const name = `${rule.name}|${key}`;
      if (members.length <= limit) {
        if (isOpen(members)) blocks.set(name, members);
        continue;
      }
      large.set(name, members);
      const reached = new Set<number>();
      for (const [subKey, part] of subBlocks(members, persons, rule)) {
        const subName = `${name} > ${subKey}`;
        if (part.length > limit) {
          large.set(subName, part);
          continue;
        }
        if (isOpen(part)) blocks.set(subName, part);
        for (const member of part) reached.add(member);
      }
      report.push({ rule: rule.name, records: members.length, left_out: members.length - reached.size });
    }
    return { rule: rule.name, blocks };
  });
  return { rules: found, large, report };
}

function groupsOf({ parts }: BlockingRule, persons: readonly PersonFeatures[], codes: KeyCodes): KeyGroups {
  const [firstOf, secondOf] = parts;
  const groups = new KeyGroups();
  for (const [member, person] of persons.entries()) {
    const seconds = secondOf(person);
    if (seconds.length === 0) continue;
    for (const first of firstOf(person)) {
      const code = codes.of(first);
      for (const second of seconds) groups.add(joinedCodes(code, codes.of(second)), member);
    }
  }
  return groups;
}

function subBlocks(
  members: readonly number[],
  persons: readonly PersonFeatures[],
  { subKeys }: BlockingRule,
): ReadonlyMap<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const member of members) {
    const person = persons[member];
    if (!person) continue;
    for (const key of new Set(subKeys(person))) {
      const group = groups.get(key);
      if (group) group.push(member);
      else groups.set(key, [member]);
    }
  }
  return groups;
}

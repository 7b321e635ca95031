import type { Model } from '../../model/model.ts';
import type { IndexObjects } from '../objects.ts';
import { type BaseLists, listOf } from './base-lists.ts';
import { eachBlock } from './each-block.ts';
import { entriesOfPart, type KeyPart } from './key-range.ts';

/** Per rule the keys, and further keys, of which there are more rows than the rule's limit. */
export type LargeKeys = readonly ReadonlySet<string>[];

export const keyText = (words: Uint32Array, at: number, width: number): string =>
  words.subarray(at, at + width).join(' ');

/**
 * What one part of the keys has that is over its limit: all parts must know it of each other, as a pair that an earlier
 * rule brings together is left to that rule only if its block is within the limit.
 */
export async function largeKeysOfPart(
  objects: IndexObjects,
  lists: BaseLists,
  { blocking }: Model,
  part: KeyPart,
): Promise<LargeKeys> {
  const large: Set<string>[] = [];
  for (const [at, rule] of blocking.entries()) {
    const list = listOf(lists, at);
    const words = await entriesOfPart(objects, list, part);
    const own = new Set<string>();
    const isOver = (from: number, to: number, width: number): boolean => {
      const over = to - from > rule.largestBlock;
      if (over) own.add(keyText(words, from * list.stride, width));
      return over;
    };
    eachBlock({ ...list, words }, isOver, () => {});
    large.push(own);
  }
  return large;
}

/** Of all parts. */
export const allLargeKeys = (parts: readonly LargeKeys[]): LargeKeys =>
  (parts[0] ?? []).map((_, rule) => new Set(parts.flatMap((part) => [...(part[rule] ?? [])])));

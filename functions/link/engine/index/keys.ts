import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { BlockingRule } from '../model/blocking-rule.ts';
import { UNKNOWN } from '../table/table.ts';
import { keyWordsOf } from './segment.ts';
import { chain, hashTexts, type TextHashes } from './text-hash.ts';

/** Per field the hashes of its texts, made once. */
export class FieldHashes {
  readonly #encoded: Encoded;
  readonly #known = new Map<string, TextHashes>();

  constructor(encoded: Encoded) {
    this.#encoded = encoded;
  }

  of(field: string): TextHashes & { readonly codes: Int32Array } {
    const { codes, texts } = fieldOf(this.#encoded, field);
    const hashes = this.#known.get(field) ?? hashTexts(texts);
    this.#known.set(field, hashes);
    return { ...hashes, codes };
  }
}

/** Writes the key of a row under a rule at a place; nothing if it does not know a field. */
export type KeyWriter = (row: number, target: Uint32Array, at: number) => void;

/**
 * Two words per key, and two more for the further field: hashes of the texts. All 0 if the row is in no block of the
 * rule; the second two alone if it does not know the further field.
 */
export function keyWriter(hashes: FieldHashes, rule: BlockingRule): KeyWriter {
  const fields = rule.fields.map((field) => hashes.of(field));
  const sub = rule.subField === undefined ? undefined : hashes.of(rule.subField);
  return (row, target, at) => {
    let high = 0;
    let low = 0;
    for (const each of fields) {
      const code = each.codes[row] ?? UNKNOWN;
      if (code < 0) return;
      high = chain(high, each.high[code] ?? 0);
      low = chain(low, each.low[code] ?? 0);
    }
    target[at] = high;
    target[at + 1] = low;
    const code = sub?.codes[row] ?? UNKNOWN;
    if (!sub || code < 0) return;
    target[at + 2] = sub.high[code] ?? 0;
    target[at + 3] = sub.low[code] ?? 0;
  };
}

/** Where each rule's key begins among a row's keys, and at the end how many words all take. */
export function keyOffsets(blocking: readonly BlockingRule[]): number[] {
  const offsets = [0];
  for (const rule of blocking) offsets.push((offsets.at(-1) ?? 0) + keyWordsOf(rule));
  return offsets;
}

/** Keys of some rows under all rules, row after row. */
export function keysOfRows(
  hashes: FieldHashes,
  blocking: readonly BlockingRule[],
  rows: number,
  at: (index: number) => number,
): Uint32Array {
  const offsets = keyOffsets(blocking);
  const width = offsets.at(-1) ?? 0;
  const writers = blocking.map((rule) => keyWriter(hashes, rule));
  const keys = new Uint32Array(rows * width);
  for (let index = 0; index < rows; index++)
    for (let rule = 0; rule < writers.length; rule++)
      writers[rule]?.(at(index), keys, index * width + (offsets[rule] ?? 0));
  return keys;
}

import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { termField } from '../score/bits.ts';
import type { Texts } from '../table/table.ts';
import { lookUp } from './look-up.ts';
import type { Terms } from './manifest.ts';
import type { IndexObjects } from './objects.ts';
import { bytesOf, type Piece, readWords } from './parts.ts';
import { fences } from './segment.ts';
import { sortedWords } from './sorted-words.ts';
import { hashTexts } from './text-hash.ts';

/** Fields whose texts' frequency weighs, each with the least frequency that counts. */
export function termFields(model: Model): ReadonlyMap<string, number> {
  const least = new Map<string, number>();
  for (const { levels } of model.comparisons)
    for (const level of levels) {
      const field = termField(level);
      if (field === undefined || !level.termFrequency) continue;
      least.set(field, Math.min(least.get(field) ?? 1, level.termFrequency.least));
    }
  return least;
}

export const termsName = (field: string): string => `terms of ${field}`;

/** [hash, rows] of the texts that are more frequent than the least that counts: the others need not be known. */
export function* termPieces(encoded: Encoded, model: Model): Generator<Piece> {
  for (const [field, least] of termFields(model)) {
    const { texts } = fieldOf(encoded, field);
    const known = rowsKnown(texts);
    const { high, low } = hashTexts(texts);
    const entries = new Uint32Array(texts.size * 3);
    let used = 0;
    for (let code = 0; code < texts.size; code++) {
      const rows = texts.counts[code] ?? 0;
      if (rows / known <= least) continue;
      entries[used++] = high[code] ?? 0;
      entries[used++] = low[code] ?? 0;
      entries[used++] = rows;
    }
    const list = sortedWords(entries.subarray(0, used), 3, 2);
    yield { name: termsName(field), bytes: bytesOf(list.words) };
    yield { name: fences(termsName(field)), bytes: bytesOf(list.fences) };
  }
}

export const rowsKnown = (texts: Texts): number =>
  texts.known ?? texts.counts.reduce((sum, count) => sum + count, 0);

/** The frozen frequencies of some texts: rows of the base per text; 0 if fewer than count. */
export async function frozenCounts(objects: IndexObjects, terms: Terms, texts: Texts): Promise<Uint32Array> {
  const [fenceWords = new Uint32Array()] = await readWords(objects, [terms.fences]);
  const { high, low } = hashTexts(texts);
  const asked = new Uint32Array(texts.size * 3);
  for (let code = 0; code < texts.size; code++) asked.set([high[code] ?? 0, low[code] ?? 0, code], code * 3);
  const { words: sorted } = sortedWords(asked, 3, 2);
  const queries = new Uint32Array(texts.size * 2);
  for (let at = 0; at < texts.size; at++) {
    queries[at * 2] = sorted[at * 3] ?? 0;
    queries[at * 2 + 1] = sorted[at * 3 + 1] ?? 0;
  }
  const stored = { part: terms.words, stride: 3, keyWords: 2, fences: fenceWords };
  const { counts, starts, words } = await lookUp(objects, stored, queries, 2, Number.POSITIVE_INFINITY);
  const found = new Uint32Array(new SharedArrayBuffer(4 * texts.size));
  for (let at = 0; at < texts.size; at++)
    if ((counts[at] ?? 0) > 0) found[sorted[at * 3 + 2] ?? 0] = words[(starts[at] ?? 0) * 3 + 2] ?? 0;
  return found;
}

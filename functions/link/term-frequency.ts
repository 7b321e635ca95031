import type { LinkModel, TermFrequency } from './model.ts';

/** How often a field's terms occur over the persons in play. */
export type TermCounts = { readonly persons: number; readonly counts: ReadonlyMap<string, number> };

export function countTerms(termsOfPersons: Iterable<readonly string[]>): TermCounts {
  const counts = new Map<string, number>();
  let persons = 0;
  for (const terms of termsOfPersons) {
    persons += 1;
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return { persons, counts };
}

/**
 * log2 of a term's share, in steps of a quarter bit, with the number of persons taken to the nearest power of two.
 * The steps make incremental linking exact: a term's frequency is a function of the state alone, and the pairs of a
 * term are weighed again only when its step changes, not with every record that comes.
 */
export function frequencyStep(
  term: string,
  counts: TermCounts,
  settings: TermFrequency,
  model: LinkModel,
): number {
  const persons = counts.persons === 0 ? 0 : 2 ** Math.round(Math.log2(counts.persons));
  const prior = model.frequencyPriorRecords;
  const share = ((counts.counts.get(term) ?? 0) + prior * settings.baseShare) / (persons + prior);
  return Math.round(4 * Math.log2(Math.max(share, settings.leastShare))) / 4;
}

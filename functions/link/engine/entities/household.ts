import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { Comparison } from '../model/comparison.ts';
import type { EntityRules } from '../model/entity-rules.ts';
import type { Model } from '../model/model.ts';
import { bitsOf } from '../score/bits.ts';
import type { Edges } from '../score/edges.ts';
import { chanceAgainst, speaksAgainst, textsDiffer } from './evidence.ts';

/** Names of comparisons, the first of a date: see `EntityRules.apart`. */
export type ApartRule = EntityRules['apart'][number];

const MOST_LINKS = 10_000;
/**
 * So many times as often as mistakes explain, and so often at least. Among links that are right it is at most 1.4 times
 * (febrl3, fake_1000); where it is 5 to 99 times, nearly all are wrong (fake_20000: 78 of 79; made-up households: 61 of
 * 61, 56 of 63, 24 of 28).
 */
const LEAST_RATIO = 4;
const LEAST_LINKS = 10;

/**
 * Finds out whether members of one household are among the links: they share name, address, perhaps phone, and differ
 * in date of birth and in given name, both at once. In records of one person both differ now and then, each by a
 * mistake of its own; m says how often that is: Π P(speaks against | one). Where a date and another comparison
 * speak against far more often than that, it is other people, and a rule keeps them apart. No other pair of comparisons is
 * asked: names that changed places speak against together, and so do the parts of an address after a move.
 */
export function householdRules(encoded: Encoded, model: Model, edges: Edges): ApartRule[] {
  const dates = model.comparisons.filter((comparison) => isDate(model, comparison));
  if (dates.length === 0) return [];
  const links = sampleOfLinks(edges, bitsOf(model.threshold));
  return dates.flatMap((date) =>
    model.comparisons.flatMap((other): ApartRule[] => {
      if (other === date || (isDate(model, other) && other.name < date.name)) return [];
      return isOverdone(encoded, date, other, edges, links) ? [[date.name, other.name]] : [];
    }),
  );
}

const isDate = (model: Model, comparison: Comparison): boolean =>
  model.fields.some(({ name, transforms }) => name === comparison.field && transforms.includes('date'));

/** Places of links, evenly taken from all. */
function sampleOfLinks({ count, bits }: Edges, thresholdBits: number): Uint32Array {
  let all = 0;
  for (let at = 0; at < count; at++) if ((bits[at] ?? 0) >= thresholdBits) all++;
  const sample = new Uint32Array(Math.min(all, MOST_LINKS));
  let link = 0;
  let taken = 0;
  for (let at = 0; at < count && taken < sample.length; at++) {
    if ((bits[at] ?? 0) < thresholdBits) continue;
    if (link * sample.length >= taken * all) sample[taken++] = at;
    link++;
  }
  return sample;
}

function isOverdone(
  encoded: Encoded,
  date: Comparison,
  other: Comparison,
  edges: Edges,
  links: Uint32Array,
): boolean {
  const knows = (comparison: Comparison, row: number) =>
    (fieldOf(encoded, comparison.field).codes[row] ?? -1) >= 0;
  let known = 0;
  let against = 0;
  for (const at of links) {
    const left = edges.left[at] ?? 0;
    const right = edges.right[at] ?? 0;
    if (![date, other].every((each) => knows(each, left) && knows(each, right))) continue;
    known++;
    const differ = textsDiffer(encoded, date, left, right) && textsDiffer(encoded, other, left, right);
    if (differ && speaksAgainst(encoded, date, left, right) && speaksAgainst(encoded, other, left, right))
      against++;
  }
  const expected = known * chanceAgainst(date) * chanceAgainst(other);
  return against >= LEAST_LINKS && against > LEAST_RATIO * expected;
}

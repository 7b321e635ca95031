import type { Encoded } from '../encode/encoded.ts';
import type { Comparison } from '../model/comparison.ts';
import type { EntityRules } from '../model/entity-rules.ts';
import type { Model } from '../model/model.ts';
import { bitsOf } from '../score/bits.ts';
import { eachPattern } from '../score/each-pattern.ts';
import type { Edges } from '../score/edges.ts';
import type { Kernel } from '../score/kernel/kernel.ts';
import { chanceAgainst, evidenceOf } from './evidence.ts';

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
export function householdRules(encoded: Encoded, model: Model, edges: Edges, kernel: Kernel): ApartRule[] {
  const dates = model.comparisons.filter((comparison) => isDate(model, comparison));
  if (dates.length === 0) return [];
  const links = sampleOfLinks(edges, bitsOf(model.threshold));
  const said = saidOfLinks(encoded, model, links, kernel);
  const at = (comparison: Comparison) => model.comparisons.indexOf(comparison);
  return dates.flatMap((date) =>
    model.comparisons.flatMap((other): ApartRule[] => {
      if (other === date || (isDate(model, other) && other.name < date.name)) return [];
      const { known, against } = countBoth(said, links.left.length, at(date), at(other));
      const expected = known * chanceAgainst(date) * chanceAgainst(other);
      return against >= LEAST_LINKS && against > LEAST_RATIO * expected ? [[date.name, other.name]] : [];
    }),
  );
}

const isDate = (model: Model, comparison: Comparison): boolean =>
  model.fields.some(({ name, transforms }) => name === comparison.field && transforms.includes('date'));

type Links = { readonly left: Uint32Array; readonly right: Uint32Array };

/** Links, evenly taken from all. */
function sampleOfLinks({ count, left, right, bits }: Edges, thresholdBits: number): Links {
  let all = 0;
  for (let at = 0; at < count; at++) if ((bits[at] ?? 0) >= thresholdBits) all++;
  const size = Math.min(all, MOST_LINKS);
  const sample = { left: new Uint32Array(size), right: new Uint32Array(size) };
  let link = 0;
  let taken = 0;
  for (let at = 0; at < count && taken < size; at++) {
    if ((bits[at] ?? 0) < thresholdBits) continue;
    if (link * size >= taken * all) {
      sample.left[taken] = left[at] ?? 0;
      sample.right[taken++] = right[at] ?? 0;
    }
    link++;
  }
  return sample;
}

/** What a comparison can say of a link. */
const [UNKNOWN, NOT_AGAINST, AGAINST] = [0, 1, 2];

/** Per comparison, per link. */
function saidOfLinks(encoded: Encoded, model: Model, links: Links, kernel: Kernel): Uint8Array[] {
  const evidence = evidenceOf(encoded, model.comparisons);
  const said = evidence.map(() => new Uint8Array(links.left.length));
  eachPattern(kernel, links, 0, links.left.length, (link, words, at) => {
    for (const [index, { isKnown, isAgainst }] of evidence.entries()) {
      const against = isAgainst(words, at, links.left[link] ?? 0, links.right[link] ?? 0);
      const says = said[index];
      if (says) says[link] = against ? AGAINST : isKnown(words, at) ? NOT_AGAINST : UNKNOWN;
    }
  });
  return said;
}

/** Links of which both comparisons know something, and those that both speak against. */
function countBoth(said: readonly Uint8Array[], links: number, one: number, other: number) {
  let known = 0;
  let against = 0;
  for (let link = 0; link < links; link++) {
    const says = [said[one]?.[link], said[other]?.[link]];
    if (says.includes(UNKNOWN)) continue;
    known++;
    if (says.every((each) => each === AGAINST)) against++;
  }
  return { known, against };
}

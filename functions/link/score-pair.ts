import type { WeightStep } from '#schemas/link.ts';
import { compareBirthDates } from './birth-date.ts';
import { compareGivenNames } from './given-names.ts';
import type { Comparison, LinkModel } from './model.ts';
import type { PersonFeatures } from './person-features.ts';
import { comparePlaces } from './place.ts';
import { compareSurnames } from './surname.ts';

/** log2 of a term's share, per field with a term frequency. */
export type FrequencyOf = (field: string, term: string) => number;

export type PairScore = { readonly weightBits: number; readonly steps: readonly WeightStep[] };

/**
 * Weighs a pair: W = prior + Σ log2(m/u) + Σ term-frequency adjustments, where an adjustment is
 * log2 u_exact − log2 share of the term that agreed. Unknown fields give no step. W is the exact sum of what is shown.
 */
export function scorePair(
  left: PersonFeatures,
  right: PersonFeatures,
  model: LinkModel,
  frequencyOf: FrequencyOf,
): PairScore {
  const levels = levelsOf(left, right);
  const steps: WeightStep[] = [];
  let weightBits = model.priorBits;
  for (const comparison of model.comparisons) {
    const found = levels.get(comparison.field);
    if (found) {
      const step = weigh(comparison, found, frequencyOf);
      steps.push(step);
      weightBits += step.weightBits;
    }
  }
  return { weightBits: rounded(weightBits), steps };
}

type Found = { readonly level: string; readonly term: string | null };

function levelsOf(left: PersonFeatures, right: PersonFeatures): ReadonlyMap<string, Found> {
  const levels = new Map<string, Found>();
  const surname = compareSurnames(left.surnames, right.surnames);
  const givenNames = compareGivenNames(left.givenNames, right.givenNames);
  const birthDate = compareBirthDates(left.birthDate, right.birthDate);
  if (surname) levels.set('surname', surname);
  if (givenNames) levels.set('given_names', givenNames);
  if (birthDate) levels.set('birth_date', { level: birthDate, term: null });
  const contradicts =
    birthDate === 'different' || givenNames?.level === 'different' || givenNames?.level === 'other_initial';
  const place = comparePlaces(left.places, right.places);
  if (place) levels.set('place', { level: contradicts ? 'household' : place, term: null });
  if (left.phone !== null && right.phone !== null) {
    const level = left.phone === right.phone ? 'equal' : 'different';
    levels.set('phone', { level: contradicts ? 'household' : level, term: null });
  }
  return levels;
}

function weigh(comparison: Comparison, found: Found, frequencyOf: FrequencyOf): WeightStep {
  const level = comparison.levels.find((each) => each.level === found.level);
  if (!level) throw new RangeError(`the model has no level ${found.level} for ${comparison.field}`);
  const frequency = comparison.termFrequency;
  const adjusts = frequency?.levels.includes(found.level) === true && found.term !== null;
  const uExact = comparison.levels[0]?.u ?? level.u;
  const frequencyBits =
    adjusts && found.term !== null
      ? rounded(Math.log2(uExact) - frequencyOf(comparison.field, found.term))
      : 0;
  return {
    field: comparison.field,
    level: found.level,
    weightBits: rounded(Math.log2(level.m / level.u) + frequencyBits),
    frequencyBits,
  };
}

/** Bits to four decimals, so that stored sums are the same on every machine. */
const rounded = (bits: number): number => Math.round(bits * 10_000) / 10_000;

/** p = 2^W / (1 + 2^W). */
export const probabilityOf = (weightBits: number): number => 1 / (1 + 2 ** -weightBits);

import type { Link } from '#schemas/link.ts';
import { type Blocks, type LargeBlock, blocksOf } from './blocks.ts';
import { candidatePairs } from './candidate-pairs.ts';
import { KeyCodes } from './key-codes.ts';
import { type LinkModel, modelId } from './model.ts';
import type { PersonFeatures } from './person-features.ts';
import { type FrequencyOf, probabilityOf, scorePair } from './score-pair.ts';
import { type TermCounts, countTerms, frequencyStep } from './term-frequency.ts';

export type PersonLinks = {
  /** Links of at least the model's keep probability between persons of whom at least one is touched. */
  readonly links: readonly Link[];
  /** Persons all of whose pairs were weighed (again): a link of theirs that is not in `links` no longer holds. */
  readonly touched: ReadonlySet<string>;
  readonly pairs: number;
  readonly largeBlocks: readonly LargeBlock[];
};

/**
 * Weighs pairs of persons, given all persons of the state before and of the state now (both in order of record id).
 * Touched are: persons whose features changed, those with a name whose frequency took another step, those in a
 * block that crossed its limit, and whoever is to be weighed `again`. The rest stands as it is, so links after any sequence of drops equal those of one
 * run over everything.
 */
export function linkPersons(
  before: readonly PersonFeatures[],
  now: readonly PersonFeatures[],
  model: LinkModel,
  again: ReadonlySet<string> = new Set(),
): PersonLinks {
  const codes = new KeyCodes();
  const blocks = blocksOf(now, model.blockRecords, codes);
  const oldFrequency = frequenciesOf(before, model);
  const frequency = frequenciesOf(now, model);
  const touched = changedPersons(before, now);
  for (const recordId of again) touched.add(recordId);
  for (const person of now)
    if (termsOf(person).some(([field, term]) => oldFrequency(field, term) !== frequency(field, term)))
      touched.add(person.recordId);
  for (const index of crossing(blocksOf(before, model.blockRecords, codes), blocks)) {
    const person = now[index];
    if (person) touched.add(person.recordId);
  }

  const links: Link[] = [];
  const id = modelId(model);
  let pairs = 0;
  for (const { left, right, rule } of candidatePairs(now, blocks, touched)) {
    pairs += 1;
    const { weightBits, steps } = scorePair(left, right, model, frequency);
    const probability = probabilityOf(weightBits);
    if (probability < model.keepProbability) continue;
    links.push({
      left_record_id: left.recordId,
      right_record_id: right.recordId,
      weight_bits: weightBits,
      probability,
      explanation: {
        basis: 'weights',
        rule,
        priorBits: model.priorBits,
        steps: [...steps],
        model: id,
      },
    });
  }
  return { links, touched, pairs, largeBlocks: blocks.report };
}

/** Records that came, went or have other features than before. */
function changedPersons(before: readonly PersonFeatures[], now: readonly PersonFeatures[]): Set<string> {
  const known = new Map(before.map((person) => [String(person.recordId), person]));
  const changed = new Set<string>();
  for (const person of now) {
    const old = known.get(person.recordId);
    if (old !== person && JSON.stringify(old) !== JSON.stringify(person)) changed.add(person.recordId);
    known.delete(person.recordId);
  }
  for (const gone of known.keys()) changed.add(gone);
  return changed;
}

/** Members of blocks that are too large in one of the two states only. */
function* crossing(before: Blocks, now: Blocks): Generator<number> {
  for (const [name, members] of now.large) if (!before.large.has(name)) yield* members;
  for (const name of before.large.keys())
    if (!now.large.has(name)) for (const { blocks } of now.rules) yield* blocks.get(name) ?? [];
}

function termsOf(person: PersonFeatures): (readonly [field: string, term: string])[] {
  const [first] = person.givenNames.names;
  return [
    ...person.surnames.all.map((name) => ['surname', name] as const),
    ...(first === undefined ? [] : [['given_names', first] as const]),
  ];
}

function frequenciesOf(persons: readonly PersonFeatures[], model: LinkModel): FrequencyOf {
  const steps = new Map<string, Map<string, number>>();
  const counted = new Map<string, TermCounts>();
  for (const { field, termFrequency } of model.comparisons)
    if (termFrequency)
      counted.set(
        field,
        countTerms(
          persons.map((person) =>
            termsOf(person)
              .filter(([of]) => of === field)
              .map(([, term]) => term),
          ),
        ),
      );
  return (field, term) => {
    const known = steps.get(field)?.get(term);
    if (known !== undefined) return known;
    const settings = model.comparisons.find((each) => each.field === field)?.termFrequency;
    const counts = counted.get(field);
    if (!settings || !counts) throw new RangeError(`the model has no term frequency for ${field}`);
    const step = frequencyStep(term, counts, settings, model);
    steps.set(field, (steps.get(field) ?? new Map<string, number>()).set(term, step));
    return step;
  };
}

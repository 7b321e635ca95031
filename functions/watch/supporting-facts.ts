import { Failure } from '#schemas/failures.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { SupportingFact } from '#schemas/watch.ts';
import { leastAge } from './calendar.ts';

/** What the lake knows of a record that a proposal rests on. */
export type KnownRecord = {
  readonly record_id: string;
  readonly parent_record_id: string | null;
  readonly source: string;
  readonly kind: string;
  readonly birth_date: string | null;
  readonly channel: string | null;
  readonly nature: string | null;
  /** The subject's own record, or one by which something is tied to the subject. */
  readonly aboutSubject: boolean;
};

/** Meld Misdaad Anoniem. */
export const ANONYMOUS_CHANNEL = 'mma';

/**
 * R32: two independent facts at least, each a row that is about the subject; independent = of different rows; a
 * judgement is no fact (R11); an anonymous tip alone is not enough. Throws Failure('RuleViolated') that says which rule and what to do.
 */
export function checkFacts(facts: readonly SupportingFact[], known: ReadonlyMap<string, KnownRecord>): void {
  const rows = new Set<string>();
  let firm = 0;
  for (const fact of facts) {
    const record = known.get(fact.record_id);
    if (!record?.aboutSubject || record.source !== fact.source) {
      throw new Failure(
        'RuleViolated',
        `R32: ${fact.record_id} is not a row of ${fact.source} about this subject`,
      );
    }
    const row = known.get(record.parent_record_id ?? record.record_id) ?? record;
    if (row.nature === 'judgement') continue;
    rows.add(row.record_id);
    if (row.channel !== ANONYMOUS_CHANNEL) firm += 1;
  }
  if (rows.size < SETTINGS.watch.factsNeeded)
    throw new Failure(
      'RuleViolated',
      'R32: an entry rests on two independent facts at least, that is, on two different rows that are no judgements (R11)',
    );
  if (firm === 0) throw new Failure('RuleViolated', 'R32: anonymous tips alone never put anyone on a list');
}

/** R32: under 18 is refused, and so is a person whose age nobody knows. */
export function checkAge(subjectRecords: readonly KnownRecord[], today: string): void {
  const persons = subjectRecords.filter((record) => record.kind === 'person');
  if (persons.length === 0) return;
  const ages = persons
    .flatMap((record) => (record.birth_date === null ? [] : [leastAge(record.birth_date, today)]))
    .filter((age) => age !== undefined);
  if (ages.length === 0)
    throw new Failure(
      'RuleViolated',
      'R32: the age of this person is not known, so it cannot be seen that they are 18',
    );
  if (Math.min(...ages) < SETTINGS.watch.youngestAge)
    throw new Failure('RuleViolated', 'R32: nobody under 18 is put on a list');
}

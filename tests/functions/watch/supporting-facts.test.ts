import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SupportingFact } from '#schemas/watch.ts';
import { leastAge } from '#watch/calendar.ts';
import { ANONYMOUS_CHANNEL, checkAge, checkFacts, type KnownRecord } from '#watch/supporting-facts.ts';
import { ids } from './fixtures.ts';

const known = (name: string, changes: Partial<KnownRecord> = {}): KnownRecord => ({
  record_id: ids.record(name),
  parent_record_id: null,
  source: 'raids',
  kind: 'person',
  birth_date: null,
  channel: null,
  nature: 'fact',
  aboutSubject: true,
  ...changes,
});
const fact = (name: string, source = 'raids'): SupportingFact => ({
  record_id: ids.record(name),
  source,
  statement: 'Named as landlord in this file.',
});

/** A raid's row with the landlord that it names; two tips; a partner's report; somebody's opinion; another's row. */
const REGISTER = new Map(
  [
    known('raid one', { kind: 'event', aboutSubject: false }),
    known('raid two', { kind: 'event', aboutSubject: false }),
    known('landlord of one', { parent_record_id: ids.record('raid one') }),
    known('suspect of one', { parent_record_id: ids.record('raid one') }),
    known('landlord of two', { parent_record_id: ids.record('raid two') }),
    known('tip', { kind: 'event', source: 'reports', channel: ANONYMOUS_CHANNEL }),
    known('named in the tip', { source: 'reports', parent_record_id: ids.record('tip') }),
    known('second tip', { kind: 'event', source: 'reports', channel: ANONYMOUS_CHANNEL }),
    known('partner', { kind: 'event', source: 'reports', channel: 'partner' }),
    known('opinion', { kind: 'event', source: 'reports', channel: 'partner', nature: 'judgement' }),
    known('somebody else', { aboutSubject: false }),
  ].map((record) => [record.record_id, record]),
);

describe('two independent facts (R32)', () => {
  it.each([
    ['two rows of one source', [fact('landlord of one'), fact('landlord of two')]],
    ['a raid and an anonymous tip', [fact('landlord of one'), fact('tip', 'reports')]],
    ['a raid and a partner’s report', [fact('landlord of one'), fact('partner', 'reports')]],
    [
      'two facts beside a judgement',
      [fact('landlord of one'), fact('partner', 'reports'), fact('opinion', 'reports')],
    ],
  ])('accepts %s', (_which, facts) => {
    expect(() => checkFacts(facts, REGISTER)).not.toThrow();
  });

  it.each([
    ['one row twice', [fact('landlord of one'), fact('landlord of one')], /two different rows/],
    ['two mentions in one row', [fact('landlord of one'), fact('suspect of one')], /two different rows/],
    [
      'a tip and whom it names',
      [fact('tip', 'reports'), fact('named in the tip', 'reports')],
      /two different rows/,
    ],
    ['anonymous tips alone', [fact('tip', 'reports'), fact('second tip', 'reports')], /anonymous tips alone/],
    [
      'a fact and a judgement (R11)',
      [fact('landlord of one'), fact('opinion', 'reports')],
      /no judgements \(R11\)/,
    ],
    ['a row about somebody else', [fact('landlord of one'), fact('somebody else')], /about this subject/],
    ['a row that is not there', [fact('landlord of one'), fact('made up')], /about this subject/],
    [
      'a row of another source than said',
      [fact('landlord of one'), fact('landlord of two', 'brp')],
      /row of brp/,
    ],
  ])('refuses %s', (_which, facts, message) => {
    expect(() => checkFacts(facts, REGISTER)).toThrow(
      expect.objectContaining({ name: 'RuleViolated', message: expect.stringMatching(message) }),
    );
  });
});

describe('nobody under 18 (R32)', () => {
  const person = (birth_date: string | null) => known('person', { birth_date });
  const TODAY = '2026-10-15';

  it.each([
    ['an address, which has no age', [known('house', { kind: 'address' })]],
    ['18 today', [person('2008-10-15')]],
    ['18 by the end of the month at the latest', [person('2008-09-00')]],
    ['an adult of whom only the year is known', [person('2007-00-00')]],
    ['an adult beside a record without a date', [person('1978-03-00'), person(null)]],
    ['an adult beside an all-unknown date', [person('1978-03-12'), person('0000-00-00')]],
  ])('accepts %s', (_who, records) => {
    expect(() => checkAge(records, TODAY)).not.toThrow();
  });

  it.each([
    ['18 tomorrow', [person('2008-10-16')], /under 18/],
    ['maybe 18 this month', [person('2008-10-00')], /under 18/],
    ['maybe 18 this year', [person('2008-00-00')], /under 18/],
    ['one record that says a child', [person('1978-03-12'), person('2010-01-01')], /under 18/],
    ['no date of birth', [person(null)], /is not known/],
    ['an all-unknown date', [person('0000-00-00')], /is not known/],
  ])('refuses %s', (_who, records, message) => {
    expect(() => checkAge(records, TODAY)).toThrow(
      expect.objectContaining({ name: 'RuleViolated', message: expect.stringMatching(message) }),
    );
  });

  const pad = (number: number) => String(number).padStart(2, '0');
  const day = fc.record({
    year: fc.integer({ min: 1900, max: 2030 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  });

  it('counts birthdays: an oracle adds years one by one', () => {
    fc.assert(
      fc.property(day, day, (born, on) => {
        fc.pre(born.year < on.year);
        let years = -1;
        const onDay = Date.UTC(on.year, on.month - 1, on.day);
        while (Date.UTC(born.year + years + 1, born.month - 1, born.day) <= onDay) years += 1;
        const text = (of: typeof born) => `${of.year}-${pad(of.month)}-${pad(of.day)}`;
        expect(leastAge(text(born), text(on))).toBe(years);
      }),
    );
  });

  it('takes an unknown day or month as late as it can be', () => {
    fc.assert(
      fc.property(day, day, (born, on) => {
        const onDay = `${on.year}-${pad(on.month)}-${pad(on.day)}`;
        const ageOn = (month: string, monthDay: string) =>
          leastAge(`${born.year}-${month}-${monthDay}`, onDay) ?? 0;
        const month = pad(born.month);
        expect(ageOn(month, '00')).toBeLessThanOrEqual(ageOn(month, pad(born.day)));
        expect(ageOn('00', '00')).toBeLessThanOrEqual(ageOn(month, '00'));
        expect(ageOn('00', '00')).toBe(ageOn('12', '31'));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCKING_RULES } from '#link/blocking-rules.ts';
import { blocksOf } from '#link/blocks.ts';
import { candidatePairs } from '#link/candidate-pairs.ts';
import { type PersonFeatures, personFeatures } from '#link/person-features.ts';
import { aRecord } from './records.ts';

const persons = fc
  .array(
    fc.record({
      bsn_token: fc.constantFrom(null, 'a', 'b'),
      surname: fc.constantFrom(null, 'Jansen', 'Janssen', 'Bakker-Jansen', 'Bakker'),
      given_names: fc.constantFrom(null, 'Piet', 'Pieter', 'P.', 'Anna'),
      birth_date: fc.constantFrom(null, '1980-03-12', '1980-03-00', '1981-03-12'),
      phone: fc.constantFrom(null, '+31612345678'),
    }),
    { maxLength: 12 },
  )
  .map((known) =>
    personFeatures(
      new Map(
        known.map((each, index) => {
          const record = aRecord(`person-${index}`, each);
          return [record.record_id, record];
        }),
      ),
      new Map(),
    ),
  );

const all = (of: readonly PersonFeatures[]) => new Set<string>(of.map((person) => person.recordId));
const NO_LIMIT = 1_000_000;

describe('candidate pairs', () => {
  it('are exactly the pairs that share a key, each once, by the first rule that has it', () => {
    fc.assert(
      fc.property(persons, (people) => {
        const expected = people.flatMap((left, i) =>
          people.slice(i + 1).flatMap((right) => {
            const rule = BLOCKING_RULES.find(({ parts }) =>
              parts.every((partOf) => partOf(left).some((part) => partOf(right).includes(part))),
            );
            const decided = left.bsnToken !== null && right.bsnToken !== null;
            return rule && !decided ? [`${left.recordId} ${right.recordId} ${rule.name}`] : [];
          }),
        );
        const found = [...candidatePairs(people, blocksOf(people, NO_LIMIT), all(people))].map(
          ({ left, right, rule }) => `${left.recordId} ${right.recordId} ${rule}`,
        );
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  it('touch what was asked for', () => {
    fc.assert(
      fc.property(persons, fc.nat(11), (people, index) => {
        const one = people[index]?.recordId ?? 'nobody';
        const found = [...candidatePairs(people, blocksOf(people, NO_LIMIT), new Set([one]))];
        const every = [...candidatePairs(people, blocksOf(people, NO_LIMIT), all(people))];
        const withOne = every.filter(({ left, right }) => left.recordId === one || right.recordId === one);
        expect(found).toEqual(withOne);
      }),
    );
  });
});

describe('a block over the limit', () => {
  const jansens = (names: readonly (string | null)[]) =>
    personFeatures(
      new Map(
        names.map((given_names, index) => {
          const record = aRecord(`jansen-${index}`, {
            surname: 'Jansen',
            given_names,
            birth_date: '1980-03-12',
          });
          return [record.record_id, record];
        }),
      ),
      new Map(),
    );

  it('falls apart by its sub-key and is reported with those it leaves out', () => {
    const people = jansens(['Piet', 'Pieter', 'Anna', 'Anne', null]);
    const blocks = blocksOf(people, 4);
    expect(blocks.report).toContainEqual({ rule: 'birth_date_and_surname', records: 5, left_out: 1 });
    const pairs = [...candidatePairs(people, blocks, all(people))];
    expect(pairs).toHaveLength(2);
  });

  it('says so when a sub-block is too large as well', () => {
    const report = blocksOf(jansens(['Piet', 'Piet', 'Piet', 'Anna']), 2).report;
    expect(report).toContainEqual({ rule: 'birth_date_and_surname', records: 4, left_out: 3 });
  });
});

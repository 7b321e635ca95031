import { describe, expect, it } from 'vitest';
import { PERSON_MODEL } from '#link/model.ts';
import { personFeatures } from '#link/person-features.ts';
import { probabilityOf, scorePair } from '#link/score-pair.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { aResident, aSuspect, anAddress } from './records.ts';

/** A name of which one person in 256 has it. */
const frequencyOf = () => -8;

function score(left: SourceRecord, right: SourceRecord, ...others: SourceRecord[]) {
  const records = new Map([left, right, ...others].map((record) => [String(record.record_id), record]));
  const addresses = new Map(
    others.map((record) => [String(record.record_id), `${record.postcode} ${record.house_number}`]),
  );
  const features = personFeatures(records, addresses);
  const a = features.find((person) => person.recordId === left.record_id);
  const b = features.find((person) => person.recordId === right.record_id);
  if (!a || !b) throw new Error('both are persons');
  return scorePair(a, b, PERSON_MODEL, frequencyOf);
}

const levels = (of: ReturnType<typeof score>) => of.steps.map((step) => `${step.field}:${step.level}`);
const PIET = { given_names: 'Pieter', surname: 'Jansen', birth_date: '1980-03-12' };

describe('the weight of a pair', () => {
  it('is the prior and log2(m/u) of each level, with the frequency of the name that agreed', () => {
    const { weightBits, steps } = score(aResident('piet', PIET), aSuspect('suspect', PIET));
    // By hand: -17 + log2(.85/.004) + (log2 .004 + 8) + log2(.65/.012) + (log2 .012 + 8) + log2(.93/.00004).
    expect(weightBits).toBeCloseTo(
      -17 + Math.log2(0.85) + 8 + Math.log2(0.65) + 8 + Math.log2(0.93 / 0.00004),
      3,
    );
    expect(steps.map((step) => step.field)).toEqual(['surname', 'given_names', 'birth_date']);
    expect(probabilityOf(weightBits)).toBeGreaterThan(0.9);
  });

  it('is the sum of what is shown', () => {
    const { weightBits, steps } = score(
      aResident('piet', PIET),
      aSuspect('suspect', { ...PIET, given_names: 'P.', phone: '+31612345678' }),
    );
    const shown = steps.reduce((sum, step) => sum + step.weightBits, PERSON_MODEL.priorBits);
    expect(weightBits).toBeCloseTo(shown, 9);
  });

  it('does not let what is unknown agree', () => {
    const { weightBits, steps } = score(aResident('one'), aSuspect('other'));
    expect(steps).toEqual([]);
    expect(weightBits).toBe(PERSON_MODEL.priorBits);
  });

  it('of a name with an initial alone stays far below a link', () => {
    const { weightBits } = score(
      aResident('piet', PIET),
      aSuspect('mention', { given_names: 'P.', surname: 'Jansen' }),
    );
    expect(probabilityOf(weightBits)).toBeLessThan(0.1);
  });

  it('counts an address at the same time, less at another time', () => {
    const home = { postcode: '1234AB', house_number: 5 };
    const piet = aResident('piet', PIET);
    const mention = aSuspect('mention', { given_names: 'P.', surname: 'Jansen' });
    const his = anAddress('his', { ...home, parent_record_id: piet.record_id, valid_from: '2020-01-01' });
    const now = anAddress('now', { ...home, parent_record_id: mention.record_id, valid_from: '2024-05-01' });
    const before = anAddress('before', {
      ...home,
      parent_record_id: mention.record_id,
      valid_from: '2010-05-01',
      valid_to: '2012-05-01',
    });
    expect(levels(score(piet, mention, his, now))).toContain('place:same_address');
    expect(levels(score(piet, mention, his, before))).toContain('place:same_address_other_time');
  });

  it('takes an address for the household’s once given names contradict', () => {
    const home = { postcode: '1234AB', house_number: 5 };
    const one = aSuspect('one', PIET);
    const twin = aSuspect('twin', { ...PIET, given_names: 'Willem' });
    const hers = anAddress('hers', { ...home, parent_record_id: one.record_id });
    const his = anAddress('his', { ...home, parent_record_id: twin.record_id });
    const { weightBits, steps } = score(one, twin, hers, his);
    expect(steps.find((step) => step.field === 'place')).toEqual({
      field: 'place',
      level: 'household',
      weightBits: 0,
      frequencyBits: 0,
    });
    expect(probabilityOf(weightBits)).toBeLessThan(0.9);
  });
});

describe('the model', () => {
  const levelsOfAll = PERSON_MODEL.comparisons.flatMap(({ field, levels: all }) =>
    all.map((level) => ({ field, ...level })),
  );

  it.each(levelsOfAll)('$field $level has shares between 0 and 1', ({ m, u }) => {
    expect(m > 0 && m <= 1 && u > 0 && u <= 1).toBe(true);
  });

  it('lets no family name and address alone make a link', () => {
    const bits = (field: string, name: string) => {
      const level = levelsOfAll.find((each) => each.field === field && each.level === name);
      return level ? Math.log2(level.m / level.u) : Number.NaN;
    };
    const familyAtHome = PERSON_MODEL.priorBits + bits('surname', 'exact') + bits('place', 'same_address');
    expect(probabilityOf(familyAtHome)).toBeLessThan(0.9);
  });
});

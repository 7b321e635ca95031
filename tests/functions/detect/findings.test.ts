import { describe, expect, it } from 'vitest';
import { findingsOf } from '#detect/findings.ts';
import type { QueryRows } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { Finding } from '#schemas/finding.ts';
import { id } from './fixture-town.ts';
import { patternNamed } from './patterns/plant.ts';

const { dossier } = patternNamed('overcrowding');
const house = id('address', 'house');
const answer = (...rows: readonly (readonly (string | null)[])[]): QueryRows => ({
  columns: ['subject_entity_id', 'strength', 'evidence', 'withheld'].map((name) => ({
    name,
    type: 'varchar',
  })),
  rows,
});

describe('findings', () => {
  it('are rows of a pattern, with an id that stays over versions', () => {
    const [first] = findingsOf(dossier, answer([house, '0.888888888', '{"adults":6}', 'false']));
    const [second] = findingsOf(dossier, answer([house, '0.5', '{"adults":5}', 'true']));
    expect(Finding.parse(first)).toMatchObject({
      pattern_id: 'overcrowding',
      subject_entity_id: house,
      strength: 0.888889,
      evidence: { adults: 6 },
      withheld: false,
    });
    expect(second?.withheld).toBe(true);
    expect(second?.finding_id).toBe(first?.finding_id);
    expect(
      findingsOf(patternNamed('transit_address').dossier, answer([house, '1', '{}', 'false']))[0]?.finding_id,
    ).not.toBe(first?.finding_id);
  });

  it('come in order of subject, whatever order the engine gave', () => {
    const others = ['a', 'b', 'c', 'd'].map((name) => id('address', name));
    const rows = others.map((subject) => [subject, '1', '{}', 'false']);
    expect(
      findingsOf(dossier, answer(...rows.toReversed())).map((finding) => finding.subject_entity_id),
    ).toEqual(others.toSorted());
  });

  it('take ids, days, roles and numbers as evidence', () => {
    const evidence = {
      raid_ids: [id('event', 'raid')],
      first_since: '2026-01-01',
      role: 'suspect',
      m2: 6.7,
      care: true,
      none: null,
    };
    const [found] = findingsOf(dossier, answer([house, '1', JSON.stringify(evidence), 'false']));
    expect(found?.evidence).toEqual(evidence);
  });

  it.each([
    { what: 'a person as the subject (R2)', row: [id('person', 'somebody'), '1', '{}', 'false'] },
    { what: 'a company where the dossier says address', row: [id('company', 'firm'), '1', '{}', 'false'] },
    { what: 'a strength above 1', row: [house, '1.01', '{}', 'false'] },
    { what: 'no strength', row: [house, null, '{}', 'false'] },
    { what: 'an empty strength', row: [house, '', '{}', 'false'] },
    { what: 'a strength that is no number', row: [house, 'NaN', '{}', 'false'] },
    { what: 'evidence that is no JSON', row: [house, '1', '{adults', 'false'] },
    { what: 'a label in the evidence', row: [house, '1', '{"street":"Kerkstraat 12"}', 'false'] },
    { what: 'a name in a list in the evidence', row: [house, '1', '{"names":["Jansen"]}', 'false'] },
    { what: 'nested evidence', row: [house, '1', '{"a":{"b":1}}', 'false'] },
    { what: 'an unknown withheld', row: [house, '1', '{}', null] },
    { what: 'a missing column', row: [house, '1', '{}'] },
  ])('refuse $what, naming the pattern and no value', ({ row }) => {
    const act = () => findingsOf(dossier, answer([house, '1', '{}', 'false'], row));
    expect(act).toThrow(Failure);
    expect(act).toThrow(/^pattern overcrowding: row 2: /);
    expect(act).not.toThrow(/Kerkstraat|Jansen/);
  });

  it('refuse a subject in two rows', () => {
    const row = [house, '1', '{}', 'false'];
    expect(() => findingsOf(dossier, answer(row, row))).toThrow(/more than one row/);
  });
});

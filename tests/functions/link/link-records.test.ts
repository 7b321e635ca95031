import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkModel, PERSON_MODEL } from '#link/model.ts';
import { linkRecords } from '#link/link-records.ts';
import { Link } from '#schemas/link.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { aBagAddress, aRecord, aResident, aSuspect, anAddress } from './records.ts';
import { drops, linksAfter, pairName, recordsAfter } from './town.ts';

const fullLinks = (records: readonly SourceRecord[], model: LinkModel = PERSON_MODEL): readonly Link[] =>
  linkRecords({ current: [], links: [], changed: records, removed: [], model }).added;

const PIET = { given_names: 'Pieter Johannes', surname: 'Jansen', birth_date: '1980-03-12' };

describe('linking', () => {
  it('finds the resident whom a raid names without a BSN', () => {
    const resident = aResident('piet', PIET);
    const other = aResident('other', { ...PIET, given_names: 'Willem', birth_date: '1955-07-01' });
    const suspect = aSuspect('suspect', { given_names: 'Piet', surname: 'Jansen', birth_date: '1980-03-12' });
    const [link, ...rest] = fullLinks([resident, other, suspect]);
    expect(rest).toEqual([]);
    expect(new Set([link?.left_record_id, link?.right_record_id])).toEqual(
      new Set([resident.record_id, suspect.record_id]),
    );
    expect(link?.probability).toBeGreaterThan(0.9);
    expect(link?.explanation).toMatchObject({ basis: 'weights', rule: 'birth_date_and_surname' });
  });

  it('makes no link of an initial and a surname alone', () => {
    const mention = aSuspect('mention', { given_names: 'P.', surname: 'Jansen', source: 'reports' });
    const again = aSuspect('again', { given_names: 'P.', surname: 'Jansen', source: 'reports' });
    expect(fullLinks([aResident('piet', PIET), mention, again])).toEqual([]);
  });

  it('never weighs two persons with different BSNs, however alike', () => {
    expect(fullLinks([aResident('one', PIET), aResident('other', PIET)])).toEqual([]);
  });

  it('takes an equal BSN, plate or KVK number as decided, each record linked to one of its group', () => {
    const same = (name: string, key: Partial<SourceRecord>) => aRecord(name, key);
    const groups = [
      ['a', 'b', 'c'].map((name) => same(`p${name}`, { bsn_token: 'token' })),
      ['a', 'b', 'c'].map((name) => same(`v${name}`, { kind: 'vehicle', plate: '12ABC3' })),
      ['a', 'b', 'c'].map((name) => same(`c${name}`, { kind: 'company', kvk_number: '12345678' })),
    ];
    for (const group of groups) {
      const links = fullLinks(group);
      const anchor = group.map((record) => record.record_id).toSorted()[0];
      expect(links).toHaveLength(2);
      expect(links.every((link) => link.left_record_id === anchor)).toBe(true);
      expect(links.every((link) => link.explanation.basis === 'key')).toBe(true);
    }
  });

  it('hangs every mention of an address on the record of the BAG', () => {
    const bag = aBagAddress('1', { street: 'Hoofdstraat', house_number: 12, postcode: '1234AB' });
    const mentions = [
      anAddress('brp', { postcode: '1234AB', house_number: 12 }),
      anAddress('report', { street: 'Hoofdstr.', house_number: 12, town: 'Voorbeeld' }),
    ];
    const links = fullLinks([...mentions, bag]);
    expect(links.map((link) => link.explanation.rule).toSorted()).toEqual(['postcode', 'street']);
    for (const link of links) expect([link.left_record_id, link.right_record_id]).toContain(bag.record_id);
  });

  it('weighs a person again when only an address of theirs changes', () => {
    const resident = aResident('piet', PIET);
    const home = anAddress('home', {
      parent_record_id: resident.record_id,
      postcode: '1234AB',
      house_number: 5,
      valid_from: '2020-01-01',
    });
    const raid = aRecord('raid', { kind: 'event', source: 'raids' });
    const suspect = aSuspect('suspect', { ...PIET, parent_record_id: raid.record_id });
    const place = anAddress('place', {
      role: 'location',
      source: 'raids',
      parent_record_id: raid.record_id,
      postcode: '1234AB',
      house_number: 5,
      valid_from: '2026-02-03',
    });
    const before = [resident, home, raid, suspect];
    const links = fullLinks(before);
    const delta = linkRecords({ current: before, links, changed: [place], removed: [], model: PERSON_MODEL });
    const weighed = delta.added.find((link) => link.explanation.basis === 'weights');
    expect(weighed?.explanation.steps.map((step) => step.level)).toContain('same_address');
  });

  it('weighs everything again under another model', () => {
    const records = [aResident('piet', PIET), aSuspect('suspect', PIET)];
    const model = { ...PERSON_MODEL, name: 'other' };
    const links = fullLinks(records);
    const delta = linkRecords({ current: records, links, changed: [], removed: [], model });
    expect(linksAfter(links, delta)).toEqual(fullLinks(records, model));
    expect(delta.added).toHaveLength(1);
  });
});

/** Small blocks and few pseudo-records: limits and frequency steps are crossed all the time. */
const NERVOUS: LinkModel = { ...PERSON_MODEL, blockRecords: 3, frequencyPriorRecords: 3, priorBits: -9 };

it('a block that grows over its limit loses the links that it alone had made', () => {
  // Only the phone brings them together, and without a surname they have no sub-key.
  const known = { given_names: 'P.', birth_date: '1980-03-12', phone: '+31612345678' };
  const [last, ...first] = ['a', 'b', 'c', 'd'].map((name) => aSuspect(name, known));
  const links = [...fullLinks(first, NERVOUS)];
  expect(links).toHaveLength(3);
  const changed = last ? [last] : [];
  const delta = linkRecords({ current: first, links, changed, removed: [], model: NERVOUS });
  expect(linksAfter(links, delta)).toEqual([]);
  expect(delta.report.largeBlocks).toContainEqual({ rule: 'phone', records: 4, left_out: 4 });
});

describe.each([
  ['the model in use', PERSON_MODEL],
  ['a model whose limits are crossed all the time', NERVOUS],
])('under %s', (_name, model) => {
  it('links after any sequence of drops equal those of one run over everything', () => {
    fc.assert(
      fc.property(drops, (sequence) => {
        let records: SourceRecord[] = [];
        let links: Link[] = [];
        for (const drop of sequence) {
          links = linksAfter(links, linkRecords({ current: records, links, ...drop, model }));
          records = recordsAfter(records, drop);
          expect(links).toEqual(fullLinks(records, model));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('links do not depend on the order of records', () => {
    fc.assert(
      fc.property(drops, (sequence) => {
        const records = sequence.reduce<SourceRecord[]>(recordsAfter, []);
        expect(fullLinks(records.toReversed(), model)).toEqual(fullLinks(records, model));
      }),
    );
  });

  it('links fit their schema, stand in order, and their weight is the sum of what they show', () => {
    fc.assert(
      fc.property(drops, (sequence) => {
        for (const link of fullLinks(sequence.reduce<SourceRecord[]>(recordsAfter, []), model)) {
          expect(Link.parse(link)).toEqual(link);
          expect(link.left_record_id < link.right_record_id).toBe(true);
          const { priorBits, steps } = link.explanation;
          const shown = steps.reduce((sum, step) => sum + step.weightBits, priorBits);
          expect(shown).toBeCloseTo(link.weight_bits, 3);
        }
      }),
    );
  });

  it('a drop that changes nothing changes no link', () => {
    fc.assert(
      fc.property(drops, (sequence) => {
        const records = sequence.reduce<SourceRecord[]>(recordsAfter, []);
        const links = [...fullLinks(records, model)];
        const again = linkRecords({ current: records, links, changed: records, removed: [], model });
        expect([...again.added.map(pairName), ...again.removed]).toEqual([]);
      }),
    );
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { attributesOf } from '#cluster/attributes.ts';
import { seenBetween } from '#cluster/days.ts';
import { labelOf } from '#cluster/label.ts';
import { relationOf } from '#cluster/relations.ts';
import { byStanding } from '#cluster/standing.ts';
import { EntityId } from '#schemas/ids.ts';
import type { SourceRecord } from '#schemas/record.ts';
import {
  aBagAddress,
  aRecord,
  aResident,
  aSuspect,
  anAddress,
  deliveryId,
} from '#tests/functions/link/records.ts';

const digest = (domain: string, value: string) => createHash('sha256').update(`${domain} ${value}`).digest();

describe('attributes', () => {
  it('of an address come from the BAG first', () => {
    const bag = aBagAddress('1', {
      street: 'Hoofdstraat',
      house_number: 12,
      postcode: '1234AB',
      area_m2: 80,
      dwelling_use: 'woonfunctie',
      dwelling_status: 'Verblijfsobject in gebruik',
      build_year: 1932,
      rd_x: 155_499.2,
      rd_y: 463_500,
    });
    const mention = anAddress('mention', { postcode: '9999ZZ' });
    expect(attributesOf('address', byStanding([mention, bag]), digest)).toEqual({
      dwelling_use: 'woonfunctie',
      area_m2: 80,
      dwelling_status: 'Verblijfsobject in gebruik',
      build_year: 1932,
      postcode4: '1234',
      grid_500m: '155000_463500',
      registered_in_bag: true,
    });
  });

  it('of an address that only a report knows say that the BAG has none', () => {
    const mention = anAddress('mention', { source: 'reports', street: 'Nergensweg', house_number: 1 });
    expect(attributesOf('address', [mention], digest)).toEqual({ registered_in_bag: false });
  });

  it('of a person hold no name, date or token of a BSN', () => {
    const anna = aResident('anna', {
      given_names: 'Anna',
      surname: 'Visser',
      surname_prefix: 'de',
      birth_date: '1980-03-12',
      secrecy: true,
    });
    const attributes = attributesOf('person', [anna], digest);
    expect(attributes).toEqual({ birth_year: 1980, surname_token: expect.any(String), secrecy: true });
    expect(JSON.stringify(attributes)).not.toMatch(/visser|anna|1980-03|bsn/i);
    expect(attributes.surname_token).toHaveLength(16);
  });

  it('give one token to a surname however it is written', () => {
    const token = (surname: string) =>
      attributesOf('person', [aResident('x', { surname })], digest).surname_token;
    expect(token('van der Heijden')).toBe(token('HEYDEN'));
    expect(token('Heijden')).not.toBe(token('Visser'));
  });

  it('of an event hold its amounts by name', () => {
    const raid = aRecord('raid', {
      kind: 'event',
      event_type: 'raid',
      occurred_on: '2026-02-03',
      category: 'hemp',
      nature: 'fact',
      amounts: { hemp_plants: 120 },
    });
    expect(attributesOf('event', [raid], digest)).toEqual({
      event_type: 'raid',
      occurred_on: '2026-02-03',
      category: 'hemp',
      nature: 'fact',
      hemp_plants: 120,
    });
  });
});

describe('labels', () => {
  it.each<[SourceRecord, string]>([
    [
      aBagAddress('1', {
        street: 'Kerkstraat',
        house_number: 12,
        house_letter: 'A',
        house_addition: '2',
        postcode: '1234AB',
      }),
      'Kerkstraat 12A-2, 1234 AB Voorbeeld',
    ],
    [anAddress('free', { address_text: 'ergens achter de dijk' }), 'ergens achter de dijk'],
    [
      aResident('piet', {
        given_names: 'Piet',
        surname_prefix: 'van den',
        surname: 'Berg',
        birth_date: '1980-03-12',
      }),
      'Piet van den Berg (1980-03-12)',
    ],
    [aResident('p', { surname: 'Berg', partner_surname: 'Smit', name_use: 'V' }), 'Smit-Berg'],
    [aResident('n', { surname: 'Berg', partner_surname: 'Smit', name_use: 'N' }), 'Berg-Smit'],
    [aResident('e', { surname: 'Berg', partner_surname: 'Smit', name_use: 'E' }), 'Berg'],
    [aSuspect('phone', { phone: '+31612345678' }), '+31612345678'],
    [aSuspect('nobody'), 'Person without a name'],
    [aRecord('v', { kind: 'vehicle', plate: '12ABC3' }), '12ABC3'],
    [
      aRecord('c', { kind: 'company', company_name: 'Voorbeeld B.V.', kvk_number: '12345678' }),
      'Voorbeeld B.V. (KVK 12345678)',
    ],
    [
      aRecord('e', { kind: 'event', event_type: 'report', occurred_on: '2026-09-03', category: 'nuisance' }),
      'Report 2026-09-03 (nuisance)',
    ],
  ])('%#: %s', (record, label) => {
    expect(labelOf(record.kind, [record])).toBe(label);
  });
});

describe('relations', () => {
  const person = EntityId.parse(`per-${'a'.repeat(26)}`);
  const address = EntityId.parse(`adr-${'b'.repeat(26)}`);
  const entityOf = (record: SourceRecord) => (record.kind === 'person' ? person : address);
  const relate = (parent: Partial<SourceRecord>, child: Partial<SourceRecord>) => {
    const anna = aResident('anna', parent);
    const home = anAddress('home', { parent_record_id: anna.record_id, valid_from: '2019-05-01', ...child });
    return relationOf(home, anna, entityOf);
  };

  it('go from who mentions to what is mentioned, as long as the mention holds', () => {
    expect(relate({}, { valid_to: '2026-10-17' })).toMatchObject({
      from_entity_id: person,
      to_entity_id: address,
      role: 'registered_at',
      since: '2019-05-01',
      until: '2026-10-17',
      in_research: false,
    });
  });

  it.each<[string, string[], string[], boolean]>([
    ['the address', [], ['house_number'], true],
    ['the start', [], ['valid_from'], true],
    ['who the person is', ['surname'], [], true],
    ['something else of the person', ['secrecy'], [], false],
  ])('carry that %s is under investigation (R12)', (_what, parent, child, expected) => {
    expect(relate({ in_research: parent }, { in_research: child })?.in_research).toBe(expected);
  });

  it('need a parent that is there', () => {
    expect(relationOf(anAddress('home'), undefined, entityOf)).toBeUndefined();
  });
});

describe('since when and until when something is seen', () => {
  const referenceOf = new Map([[deliveryId('first'), '2026-10-01']]);

  it('comes from what records say, and from the delivery where they say nothing', () => {
    const records = [anAddress('a', { valid_from: '2019-05-01', valid_to: '2020-01-01' }), anAddress('b')];
    expect(seenBetween(records, referenceOf, undefined)).toEqual({ first: '2019-05-01', last: '2026-10-01' });
  });

  it('begins no later than before where a record says no day itself', () => {
    expect(seenBetween([anAddress('a')], referenceOf, '2001-01-01')).toEqual({
      first: '2001-01-01',
      last: '2026-10-01',
    });
  });

  it('follows a day that was corrected', () => {
    const corrected = anAddress('a', { valid_from: '2019-05-01' });
    expect(seenBetween([corrected], referenceOf, '2001-01-01')).toEqual({
      first: '2019-05-01',
      last: '2026-10-01',
    });
  });

  it('is refused when nobody knows', () => {
    expect(() => seenBetween([anAddress('a')], new Map(), undefined)).toThrow(RangeError);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveAddresses } from '#link/resolve-addresses.ts';
import { canonicalStreet } from '#link/street.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { aBagAddress, anAddress } from './records.ts';

describe('street names', () => {
  it.each([
    ['Hoofdstr.', 'Hoofdstraat'],
    ['Kerkwg', 'Kerkweg'],
    ['Wilhelminaln.', 'Wilhelminalaan'],
    ['Marktpln', 'Marktplein'],
    ['Burg. v.d. Bergstr.', 'Burgemeester van den Bergstraat'],
    ['Burg. v d Bergstr', 'Burgemeester van der Bergstraat'],
    ['1e Dwarsstraat', 'Eerste Dwarsstraat'],
    ['St. Jansstr.', 'Sint Jansstraat'],
    ['Dr. Kuyperln', 'Dokter Kuijperlaan'],
    ['Pres. Kennedylaan', 'President Kennedylaan'],
    ["'t Zand", 'Het Zand'],
    ['HOOFDSTRAAT', 'Hoofd straat'],
  ])('%s and %s are one', (a, b) => {
    expect(canonicalStreet(a)).toBe(canonicalStreet(b));
  });

  it.each([
    ['Hoofdstraat', 'Hoofdweg'],
    ['Kerkstraat', 'Kerksteeg'],
  ])('%s and %s are two', (a, b) => {
    expect(canonicalStreet(a)).not.toBe(canonicalStreet(b));
  });
});

const BAG = [
  aBagAddress('1', { street: 'Hoofdstraat', house_number: 12, postcode: '1234AB' }),
  aBagAddress('2', { street: 'Hoofdstraat', house_number: 12, house_letter: 'A', postcode: '1234AB' }),
  aBagAddress('3', {
    street: 'Kerkstraat',
    house_number: 5,
    postcode: '1234CD',
    dwelling_id: '0000000000000033',
  }),
  aBagAddress('4', { street: 'Kerkstraat', house_number: 5, postcode: '9876ZZ', town: 'Elders' }),
  aBagAddress('5', { street: 'Molenweg', house_number: 7, postcode: '1234EF' }),
  aBagAddress('6', { street: 'Molenveg', house_number: 7, postcode: '1234EG', town: 'Elders' }),
];

const resolve = (mention: SourceRecord, ...others: SourceRecord[]) =>
  resolveAddresses([mention, ...others, ...BAG]).resolved.get(mention.record_id);
const bag = (name: string) => `bag:${name.padStart(16, '0')}`;

describe('an address that a source mentions', () => {
  it.each<[string, Partial<SourceRecord>, string, string]>([
    ['BAG number', { number_id: '1'.padStart(16, '0'), street: 'Elders' }, bag('1'), 'number_id'],
    ['dwelling', { dwelling_id: '0000000000000033' }, bag('3'), 'dwelling_id'],
    ['postcode and number', { postcode: '1234AB', house_number: 12 }, bag('1'), 'postcode'],
    ['letter', { postcode: '1234AB', house_number: 12, house_letter: 'a' }, bag('2'), 'postcode'],
    [
      'an addition for a letter',
      { postcode: '1234AB', house_number: 12, house_addition: 'A' },
      bag('2'),
      'postcode',
    ],
    ['street and town', { street: 'Hoofdstr.', house_number: 12, town: 'voorbeeld' }, bag('1'), 'street'],
    [
      'street alone, once there',
      { street: 'hoofdstr', house_number: 12, house_letter: 'A' },
      bag('2'),
      'street',
    ],
    [
      'one typing error',
      { street: 'Hoofdsraat', house_number: 12, town: 'Voorbeeld' },
      bag('1'),
      'street_typo',
    ],
    ['the town deciding', { street: 'Kerkstraat', house_number: 5, town: 'Elders' }, bag('4'), 'street'],
    [
      'a mistyped postcode',
      { street: 'Hoofdstraat', house_number: 12, postcode: '1234AX', town: 'Voorbeeld' },
      bag('1'),
      'street',
    ],
  ])('is found by %s', (_by, known, address, rule) => {
    expect(resolve(anAddress('mention', known))).toEqual({ address, rule });
  });

  it.each<[string, Partial<SourceRecord>]>([
    ['two towns have the street', { street: 'Kerkstraat', house_number: 5 }],
    ['two streets are one typing error away', { street: 'Molenneg', house_number: 7 }],
    ['the number is unknown', { street: 'Hoofdstraat', town: 'Voorbeeld' }],
    ['everything is unknown', {}],
  ])('stays alone when %s', (_why, known) => {
    expect(resolve(anAddress('mention', known))).toBeUndefined();
  });

  it('does not become another house number', () => {
    const found = resolve(
      anAddress('mention', { street: 'Hoofdstraat', house_number: 13, town: 'Voorbeeld' }),
    );
    expect(found?.address).not.toMatch(/^bag:/);
  });

  it('is one with another mention that is written alike, where the BAG knows neither', () => {
    const one = anAddress('one', {
      street: 'Nieuwstraat',
      house_number: 1,
      postcode: '4321AB',
      town: 'Voorbeeld',
    });
    const other = anAddress('other', { street: 'Nieuwstr.', house_number: 1, town: 'Voorbeeld' });
    expect(resolve(other, one)?.address).toBe(resolve(one, other)?.address);
  });

  it('is resolved alike in whatever order records come', () => {
    const known = fc.record({
      street: fc.constantFrom('Hoofdstraat', 'Hoofdstr', 'Hofdstraat', 'Kerkstraat', 'Molenweg', null),
      house_number: fc.constantFrom(12, 5, 7, null),
      postcode: fc.constantFrom('1234AB', '1234CD', '5555XX', null),
      town: fc.constantFrom('Voorbeeld', 'Elders', null),
    });
    fc.assert(
      fc.property(fc.array(known, { maxLength: 8 }), fc.nat(), (mentions, turn) => {
        const records = [...BAG, ...mentions.map((each, index) => anAddress(`mention-${index}`, each))];
        const at = turn % records.length;
        const turned = [...records.slice(at), ...records.slice(0, at)].toReversed();
        expect(resolveAddresses(turned)).toEqual(resolveAddresses(records));
      }),
    );
  });
});

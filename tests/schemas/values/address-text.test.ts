import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddressText } from '#schemas/values/address-text.ts';

const at = (street: string, house_number: number, rest: Record<string, string> = {}) => ({
  street,
  house_number,
  house_letter: null,
  house_addition: null,
  postcode: null,
  town: null,
  ...rest,
});

describe('parseAddressText', () => {
  it.each([
    ['Hoofdstr. 12-a', at('Hoofdstr.', 12, { house_letter: 'A' })],
    [
      'Kerkstraat 5 II, 1234AB Dorp',
      at('Kerkstraat', 5, { house_addition: 'II', postcode: '1234AB', town: 'Dorp' }),
    ],
    ['dorpsweg 3 hs', at('dorpsweg', 3, { house_addition: 'HS' })],
    ['Kerkstraat 5', at('Kerkstraat', 5)],
    ['Kerkstraat 5a', at('Kerkstraat', 5, { house_letter: 'A' })],
    ['Kerkstraat 12A3', at('Kerkstraat', 12, { house_letter: 'A', house_addition: '3' })],
    ['Kerkstraat 5 A 2', at('Kerkstraat', 5, { house_letter: 'A', house_addition: '2' })],
    ['Kerkstraat 5-2', at('Kerkstraat', 5, { house_addition: '2' })],
    ['Laan van Test 100-102', at('Laan van Test', 100, { house_addition: '102' })],
    ['Kerkstraat 5-6', at('Kerkstraat', 5, { house_addition: '6' })],
    ['Kerkstraat 5 2 hoog', at('Kerkstraat', 5, { house_addition: '2' })],
    ['Kerkstraat 5 boven', at('Kerkstraat', 5, { house_addition: 'BOV' })],
    ['1e van der Helststraat 12 B', at('1e van der Helststraat', 12, { house_letter: 'B' })],
    ['Plein 1945 12', at('Plein 1945', 12)],
    ['Boulevard 1945 nr 144', at('Boulevard 1945', 144)],
    ['Kerkstraat, 12', at('Kerkstraat', 12)],
    ['Kerkstraat 12, Den Haag', at('Kerkstraat', 12, { town: 'Den Haag' })],
    ['Kerkstraat 12 te Dorp', at('Kerkstraat', 12, { town: 'Dorp' })],
    ['Kerkstraat 12 1234 ab', at('Kerkstraat', 12, { postcode: '1234AB' })],
    ["'s-Gravenweg 1 rd", at("'s-Gravenweg", 1, { house_addition: 'RD' })],
  ])('%s', (text, value) => {
    expect(parseAddressText(text)).toEqual({ ok: true, value });
  });

  it.each(['Kerkstraat', 'achter de kerk', '1234 AB', 'Kerkstraat 0', '12', 'x'.repeat(300)])(
    'refuses %j',
    (text) => {
      expect(parseAddressText(text)).toMatchObject({ ok: false, code: 'address_text_form' });
    },
  );

  it.each(['', '.', '  '])('knows no place in %j', (text) => {
    expect(parseAddressText(text)).toEqual({ ok: true, value: null });
  });

  it('reads back what was written in any of the usual ways', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Teststraat', 'Van Testlaan', "'t Proefhof", 'Laan van Voorbeeld', '2e Proefweg'),
        fc.integer({ min: 1, max: 999 }),
        fc.option(fc.constantFrom('A', 'B', 'H')),
        fc.option(fc.constantFrom('1', '2A', 'HS', 'BIS')),
        fc.option(fc.constantFrom('1234AB', '9999XA')),
        fc.option(fc.constantFrom('Dorp', 'Den Testen')),
        fc.constantFrom(' ', '-'),
        (street, number, letter, addition, postcode, town, between) => {
          const tail = [letter, addition].filter((part) => part !== null).join(between);
          const place = [postcode, town].filter((part) => part !== null).join(' ');
          const text = `${street} ${number}${tail === '' ? '' : between}${tail}${place === '' ? '' : `, ${place}`}`;
          const parsed = parseAddressText(text);
          expect(parsed).toEqual({
            ok: true,
            value: {
              street,
              house_number: number,
              house_letter: letter,
              house_addition: addition,
              postcode,
              town,
            },
          });
        },
      ),
    );
  });

  it('ends quickly on any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5000 }), (text) => {
        const started = performance.now();
        parseAddressText(text);
        expect(performance.now() - started).toBeLessThan(100);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseANumber } from '#schemas/values/a-number.ts';
import { parseCode } from '#schemas/values/code.ts';
import { parseHouseAddition, parseHouseLetter, parseHouseNumber } from '#schemas/values/house-number.ts';
import { parseInResearchCodes } from '#schemas/values/in-research-codes.ts';
import { parseAmount, parseDecimal, parsePositiveWhole, parseWhole } from '#schemas/values/number.ts';
import { parseBagId, parseKvkNumber } from '#schemas/values/padded-number.ts';
import { parsePhone } from '#schemas/values/phone.ts';
import { parsePlate } from '#schemas/values/plate.ts';
import { parsePostcode } from '#schemas/values/postcode.ts';
import { parseProse, parseText } from '#schemas/values/text.ts';

const parseLetter = parseCode('letter', { A: 'a', 'Lange B': 'b' });

describe('cells that are read', () => {
  it.each([
    ['A-number', parseANumber('1234567890'), '1234567890'],
    ['A-number unknown', parseANumber('0000000000'), null],
    ['text', parseText('  Anna   Maria '), 'Anna Maria'],
    ['text, the register’s unknown', parseText(' . '), null],
    ['text, composed', parseText('Zoe\u0308'), 'Zo\u00eb'],
    ['prose keeps its lines', parseProse(' een\ntwee '), 'een\ntwee'],
    ['postcode', parsePostcode('1234 ab'), '1234AB'],
    ['postcode unknown', parsePostcode('0000AA'), null],
    ['house number', parseHouseNumber('12'), 12],
    ['house number unknown', parseHouseNumber('0'), null],
    ['house letter', parseHouseLetter('a'), 'A'],
    ['house addition', parseHouseAddition('-4a'), '4A'],
    ['house addition unknown', parseHouseAddition('.'), null],
    ['decimal comma', parseDecimal('1.234,5'), 1234.5],
    ['thousands', parseDecimal('1.234'), 1234],
    ['decimal point', parseDecimal('121687.5'), 121687.5],
    ['below zero', parseDecimal('-0,5'), -0.5],
    ['whole', parseWhole('1.200'), 1200],
    ['surface unknown', parsePositiveWhole('0'), null],
    ['BAG id', parseBagId('0599010048001201'), '0599010048001201'],
    ['BAG id unknown', parseBagId('0000000000000000'), null],
    ['KVK number', parseKvkNumber('01234567'), '01234567'],
    ['code', parseLetter('lange-b'), 'b'],
    ['code empty', parseLetter(' '), null],
    ['codes under investigation', parseInResearchCodes('081120, 010120'), '010120,081120'],
    ['no codes under investigation', parseInResearchCodes('000000'), null],
    ['plate', parsePlate('ab-12 cd'), 'AB12CD'],
    ['phone, national', parsePhone('06-12345678'), '+31612345678'],
    ['phone, international', parsePhone('0031 6 12345678'), '+31612345678'],
    ['phone, with (0)', parsePhone('+31 (0)10 123 45 67'), '+31101234567'],
    ['phone, its zero eaten', parsePhone('612345678'), '+31612345678'],
    ['phone, foreign', parsePhone('+32 470 12 34 56'), '+32470123456'],
  ])('%s', (_what, parsed, value) => {
    expect(parsed).toMatchObject({ ok: true, value });
  });

  it.each([
    ['BAG id', parseBagId('599010048001201'), '0599010048001201'],
    ['BAG id, three zeros', parseBagId('3010000000001'), '0003010000000001'],
    ['KVK number', parseKvkNumber('1234567'), '01234567'],
  ])('%s gets its leading zeros back, with a note', (_what, parsed, value) => {
    expect(parsed).toMatchObject({ ok: true, value, note: { code: 'leading_zero_restored' } });
  });
});

describe('cells that are refused', () => {
  it.each([
    ['a_number_form', parseANumber('0123456789')],
    ['postcode_form', parsePostcode('0123AB')],
    ['postcode_form', parsePostcode('1234')],
    ['house_number_form', parseHouseNumber('12a')],
    ['house_number_large', parseHouseNumber('123456')],
    ['house_letter_form', parseHouseLetter('ab')],
    ['house_addition_form', parseHouseAddition('tweehoog')],
    ['number_form', parseDecimal('1,2,3')],
    ['number_form', parseDecimal('12 euro')],
    ['number_negative', parseAmount('-1')],
    ['number_not_whole', parseWhole('1,5')],
    ['number_too_large', parseWhole('3000000000')],
    ['number_rounded', parseBagId('5,18E+14')],
    ['number_length', parseBagId('051801000058')],
    ['number_length', parseKvkNumber('123456789')],
    ['code_unknown', parseLetter('C')],
    ['in_research_form', parseInResearchCodes('8110')],
    ['plate_form', parsePlate('ABC-DEF')],
    ['plate_form', parsePlate('WOB ZK 295')],
    ['phone_form', parsePhone('12345')],
    ['phone_form', parsePhone('bel mij')],
  ])('%s', (code, parsed) => {
    expect(parsed).toMatchObject({ ok: false, code });
  });
});

describe('any text', () => {
  const parsers = {
    parseANumber,
    parseBagId,
    parseDecimal,
    parseHouseAddition,
    parseHouseLetter,
    parseHouseNumber,
    parseInResearchCodes,
    parseKvkNumber,
    parsePhone,
    parsePlate,
    parsePostcode,
    parseText,
    parseWhole,
  };
  it.each(Object.entries(parsers))(
    'gives %s a value or a reason, and reading a value again keeps it',
    (_name, parse) => {
      fc.assert(
        fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9A-Za-z ,.]{0,18}$/)), (text) => {
          const parsed = parse(text);
          if (!parsed.ok) {
            expect(parsed.message.length).toBeGreaterThan(10);
            return;
          }
          if (parsed.value === null) return;
          const written =
            typeof parsed.value === 'string' ? parsed.value : String(parsed.value).replace('.', ',');
          expect(parse(written)).toEqual({ ok: true, value: parsed.value });
        }),
      );
    },
  );

  it('that a parser refuses does not come back in its message', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{6,12}$/), (digits) => {
        for (const parse of Object.values(parsers)) {
          const parsed = parse(`${digits}x`);
          if (!parsed.ok) expect(parsed.message).not.toContain(digits);
        }
      }),
    );
  });

  it('a plate is known by its side code, with or without dashes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{2}[0-9]{3}[A-Z]$/), (plate) => {
        const dashed = `${plate.slice(0, 2)}-${plate.slice(2, 5)}-${plate.slice(5)}`.toLowerCase();
        expect(parsePlate(dashed)).toEqual({ ok: true, value: plate });
      }),
    );
  });
});

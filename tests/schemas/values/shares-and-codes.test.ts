import { describe, expect, it } from 'vitest';
import { codeForms, parseCode } from '#schemas/values/code.ts';
import { parseEuro, parseYear } from '#schemas/values/number.ts';
import {
  parseBranchNumber,
  parseConnection,
  parseRsin,
  parseWozObject,
} from '#schemas/values/padded-number.ts';
import { parseSbiCodes } from '#schemas/values/sbi.ts';
import { parseShare } from '#schemas/values/share.ts';

describe.each([
  ['a share', parseShare, '1/2', 0.5],
  ['a share', parseShare, ' 1 / 4 ', 0.25],
  ['a share', parseShare, '50%', 0.5],
  ['a share', parseShare, '12,5 %', 0.125],
  ['a share', parseShare, '1', 1],
  ['a share', parseShare, '', null],
  ['an SBI code', parseSbiCodes, '68.20|41.20', '6820|4120'],
  ['SBI codes', parseSbiCodes, '6820, 6820; 01', '6820|01'],
  ['no SBI code', parseSbiCodes, ' ', null],
  ['euros', parseEuro, '€ 1.250,50', 1250.5],
  ['euros', parseEuro, 'EUR 1250,-', 1250],
  ['euros', parseEuro, '250.000,--', 250000],
  ['a year', parseYear, '2026', 2026],
  ['an unknown year', parseYear, '0000', null],
  ['an RSIN with its zeros', parseRsin, '001234567', '001234567'],
  ['an RSIN with an eaten zero', parseRsin, '12345678', '012345678'],
  ['a branch number with eaten zeros', parseBranchNumber, '12345678', '000012345678'],
  ['a WOZ object', parseWozObject, '999900000012', '999900000012'],
  ['a connection', parseConnection, '871687000000000012', '871687000000000012'],
] as const)('%s', (_what, parse, cell, value) => {
  it(`is read from ${JSON.stringify(cell)}`, () => {
    expect(parse(cell)).toMatchObject({ ok: true, value });
  });
});

describe.each([
  [parseShare, '0', 'share_range'],
  [parseShare, '3/2', 'share_range'],
  [parseShare, '1/0', 'share_range'],
  [parseShare, 'half', 'share_form'],
  [parseSbiCodes, '682012', 'sbi_form'],
  [parseSbiCodes, 'bakker', 'sbi_form'],
  [parseEuro, '-5', 'number_negative'],
  [parseEuro, 'veel', 'number_form'],
  [parseYear, '26', 'year_form'],
  [parseYear, '3026', 'year_form'],
  [parseRsin, '1234567', 'number_length'],
  [parseConnection, '8,71687E+17', 'number_rounded'],
  [parseConnection, '71687000000000012', 'number_length'],
] as const)('%o', (parse, cell, code) => {
  it(`refuses ${JSON.stringify(cell)} as ${code}`, () => {
    expect(parse(cell)).toMatchObject({ ok: false, code });
  });
});

describe('a closed list of codes', () => {
  it('says what a cell may hold; other columns say nothing', () => {
    expect(codeForms(parseCode('colour', { rood: 'red', blauw: 'blue' }))).toEqual(['rood', 'blauw']);
    expect(codeForms(parseShare)).toBeUndefined();
  });
});

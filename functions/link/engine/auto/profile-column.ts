import { isDate } from '../encode/date-text.ts';
import { dateText } from '../encode/date-text.ts';
import { textAt } from '../table/text-at.ts';
import type { Column } from '../table/table.ts';

/** What a column's texts look like. Shares are of rows that know the column, 0 to 1. */
export type Profile = {
  readonly name: string;
  /** Rows that know the column, and their share of all rows. */
  readonly known: number;
  readonly completeness: number;
  readonly distinct: number;
  /** Distinct texts ÷ rows that know the column. */
  readonly uniqueness: number;
  /** Probability that two rows taken at random agree. */
  readonly agreement: number;
  /** Means over rows. */
  readonly length: number;
  readonly words: number;
  readonly digits: number;
  /** Shares of rows. */
  readonly withLetters: number;
  readonly withDigits: number;
  /** With a word that is a number of up to five digits, perhaps with a letter: a house number, no part number. */
  readonly withNumbers: number;
  readonly onlyDigits: number;
  readonly numbers: number;
  readonly dates: number;
  readonly emails: number;
  readonly phones: number;
  readonly postcodes: number;
  readonly singleLetters: number;
  /** Share of letters and digits among characters. */
  readonly alphanumeric: number;
  /** Of whole numbers; NaN if there are none. */
  readonly least: number;
  readonly most: number;
  /** Whether whole numbers rise by one from row to row: a row's number, no evidence. */
  readonly sequence: boolean;
};

const MOST_TEXTS = 20_000;

type Sums = { -readonly [key in keyof Profile]: Profile[key] extends number ? number : Profile[key] };

/** Profiles a column from its distinct texts and their counts, at most 20,000 of them, evenly spread. */
export function profileColumn(column: Column, rows: number): Profile {
  const { size, counts } = column.texts;
  let known = 0;
  let agreeing = 0;
  for (const count of counts) {
    known += count;
    agreeing += count * (count - 1);
  }
  const sums = measure(column);
  return {
    ...sums,
    name: column.name,
    known,
    completeness: rows === 0 ? 0 : known / rows,
    distinct: size,
    uniqueness: known === 0 ? 0 : size / known,
    agreement: known < 2 ? 1 : agreeing / (known * (known - 1)),
    sequence: isSequence(column),
  };
}

function measure(column: Column): Sums {
  const { size, counts } = column.texts;
  const step = Math.max(1, size / MOST_TEXTS);
  const sums: Sums = { ...NOTHING };
  let rows = 0;
  let characters = 0;
  for (let at = 0; at < size; at += step) {
    const code = Math.floor(at);
    const text = textAt(column, code).trim();
    const count = counts[code] ?? 0;
    rows += count;
    const length = text.length;
    const digits = length - text.replace(/\d/g, '').length;
    characters += count * length;
    sums.length += count * length;
    sums.words += count * text.split(/\s+/).length;
    sums.digits += count * digits;
    sums.alphanumeric += count * text.replace(/[^\p{L}\p{N}]/gu, '').length;
    for (const [name, pattern] of PATTERNS) if (pattern.test(text)) sums[name] += count;
    if (looksLikeDate(text)) sums.dates += count;
    if (/^\d{1,9}$/.test(text)) {
      sums.least = Math.min(sums.least, Number(text));
      sums.most = Math.max(sums.most, Number(text));
    }
  }
  for (const name of MEANS) sums[name] /= Math.max(rows, 1);
  sums.alphanumeric /= Math.max(characters, 1);
  return sums;
}

const PATTERNS = [
  ['withLetters', /\p{L}/u],
  ['withDigits', /\d/],
  ['withNumbers', /(?<![\p{L}\p{N}])\d{1,5}\p{L}?(?![\p{L}\p{N}])/u],
  ['onlyDigits', /^\d+$/],
  ['numbers', /^[-+]?[$€£]?\s?\d{1,3}(?:[,.]?\d{3})*(?:[.,]\d+)?$|^[-+]?\d+(?:[.,]\d+)?$/],
  ['emails', /^[^\s@]*@[^\s@]*$/],
  ['phones', /^[+(]?\d[\d\s()./-]{5,16}\d$/],
  [
    'postcodes',
    /^\d{4}\s?[A-Za-z]{2}$|^[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}$|^[A-Za-z]\d[A-Za-z]\s?\d[A-Za-z]\d$/,
  ],
  ['singleLetters', /^\p{L}\.?(?:\s?\p{L}\.?)*$/u],
] as const;

const MEANS = [
  'length',
  'words',
  'digits',
  'withLetters',
  'withDigits',
  'withNumbers',
  'onlyDigits',
  'numbers',
  'dates',
  'emails',
  'phones',
  'postcodes',
  'singleLetters',
] as const;

const NOTHING: Sums = {
  name: '',
  known: 0,
  completeness: 0,
  distinct: 0,
  uniqueness: 0,
  agreement: 0,
  length: 0,
  words: 0,
  digits: 0,
  withLetters: 0,
  withDigits: 0,
  withNumbers: 0,
  onlyDigits: 0,
  numbers: 0,
  dates: 0,
  emails: 0,
  phones: 0,
  postcodes: 0,
  singleLetters: 0,
  alphanumeric: 0,
  least: Number.POSITIVE_INFINITY,
  most: Number.NEGATIVE_INFINITY,
  sequence: false,
};

/** A date with at least its year, of a time that records are of; four digits alone are no date here. */
function looksLikeDate(text: string): boolean {
  if (/^\d{1,7}$|^\d{9,}$/.test(text)) return false;
  const date = dateText(text);
  if (date === '' || !isDate(Number(date))) return false;
  const year = Number(date.slice(0, 4));
  return year >= 1000 && year <= 2200;
}

const LEAST_SEQUENCE = 3;

function isSequence(column: Column): boolean {
  const { codes } = column;
  let rising = 0;
  let looked = 0;
  let before = Number.NaN;
  for (let row = 0; row < Math.min(codes.length, 1000); row++) {
    const text = textAt(column, codes[row] ?? -1);
    if (!/^\d{1,12}$/.test(text)) return false;
    const number = Number(text);
    if (row > 0) looked += 1;
    if (number === before + 1) rising += 1;
    before = number;
  }
  return looked >= LEAST_SEQUENCE && rising >= 0.95 * looked;
}

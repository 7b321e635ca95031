import { type Bad, type Parsed, UNKNOWN, bad, good } from './parsed.ts';

const GROUPED = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
const COMMA = /^[+-]?\d+(?:,\d+)?$/;
const POINT = /^[+-]?\d+\.\d+$/;

const NOT_A_NUMBER: Bad = bad(
  'number_form',
  'this is not a number; write it with digits and a decimal comma',
);

/**
 * A number in Dutch notation: decimal comma, full stops between thousands (`1.234,5`). A single full stop that
 * cannot be a thousands separator is taken as the decimal point of a foreign system (`121687.5`).
 */
export function parseDecimal(cell: string): Parsed<number | null> {
  const text = cell.trim();
  if (text === '') return UNKNOWN;
  if (COMMA.test(text)) return good(Number(text.replace(',', '.')));
  if (GROUPED.test(text)) return good(Number(text.replaceAll('.', '').replace(',', '.')));
  if (POINT.test(text)) return good(Number(text));
  return NOT_A_NUMBER;
}

/** A decimal number that may not be negative: an amount found, a price, a surface. */
export function parseAmount(cell: string): Parsed<number | null> {
  const parsed = parseDecimal(cell);
  if (parsed.ok && parsed.value !== null && parsed.value < 0)
    return bad('number_negative', 'this number is below zero; correct it at the source');
  return parsed;
}

/** A whole number from 0 up that fits 31 bits, the lake's `int`. */
export function parseWhole(cell: string): Parsed<number | null> {
  const parsed = parseAmount(cell);
  if (!parsed.ok || parsed.value === null) return parsed;
  if (!Number.isInteger(parsed.value)) return bad('number_not_whole', 'a whole number is needed here');
  return parsed.value > 0x7fffffff
    ? bad('number_too_large', 'this number is too large; correct it at the source')
    : parsed;
}

/** A whole number in which 0 is the register's "unknown" (house number, surface, year). */
export function parsePositiveWhole(cell: string): Parsed<number | null> {
  const parsed = parseWhole(cell);
  return parsed.ok && parsed.value === 0 ? UNKNOWN : parsed;
}

/** An amount of money: `€ 1.250,00`, `1250,-`, `EUR 1250`. */
export function parseEuro(cell: string): Parsed<number | null> {
  return parseAmount(
    cell
      .trim()
      .replace(/^(?:€|EUR)\s*/i, '')
      .replace(/,-+$/, ''),
  );
}

/** A calendar year in four digits. */
export function parseYear(cell: string): Parsed<number | null> {
  const text = cell.trim();
  if (text === '' || text === '0000') return UNKNOWN;
  return /^(?:19|20)\d{2}$/.test(text) ? good(Number(text)) : NOT_A_YEAR;
}

const NOT_A_YEAR: Bad = bad('year_form', 'this is not a year; write it in four digits');

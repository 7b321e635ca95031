import { type Parsed, UNKNOWN, bad, good } from './parsed.ts';
import { parsePositiveWhole } from './number.ts';

/** Huisnummer: 1 to 99999 (BAG, NEN 5825); 0 means unknown. */
export function parseHouseNumber(cell: string): Parsed<number | null> {
  const parsed = parsePositiveWhole(cell);
  if (!parsed.ok)
    return bad(
      'house_number_form',
      'the house number is not a number; put letters and additions in their columns',
    );
  return parsed.value !== null && parsed.value > 99_999
    ? bad('house_number_large', 'a house number has at most 5 digits; correct it at the source')
    : parsed;
}

/** Huisletter: one letter (BAG); upper case, as `12 a` and `12A` are one address. */
export function parseHouseLetter(cell: string): Parsed<string | null> {
  const text = cell.trim();
  if (text === '' || text === '.') return UNKNOWN;
  return /^[A-Za-z]$/.test(text)
    ? good(text.toUpperCase())
    : bad('house_letter_form', 'a house letter is one letter; put the rest in the addition');
}

/** Huisnummertoevoeging: at most 4 letters or digits (BAG); upper case, separators left out (`-4a` is `4A`). */
export function parseHouseAddition(cell: string): Parsed<string | null> {
  const text = cell
    .trim()
    .replace(/^[-/ ]+/, '')
    .toUpperCase();
  if (text === '' || text === '.') return UNKNOWN;
  return /^[A-Z0-9]{1,4}$/.test(text)
    ? good(text)
    : bad(
        'house_addition_form',
        'an addition has at most 4 letters or digits; put the rest of the address in its own columns',
      );
}

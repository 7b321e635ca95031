import { type Parsed, UNKNOWN, bad, good } from './parsed.ts';

/**
 * Side codes 1 to 14 of the Dutch licence plate (RDW, *sidecodes*): X a letter, 9 a digit.
 * XX-99-99, 99-99-XX, 99-XX-99, XX-99-XX, XX-XX-99, 99-XX-XX, 99-XXX-9, 9-XXX-99, XX-999-X, X-999-XX, XXX-99-X,
 * X-99-XXX, 9-XX-999, 999-XX-9.
 */
const SIDE_CODES: ReadonlySet<string> = new Set([
  'XX9999',
  '9999XX',
  '99XX99',
  'XX99XX',
  'XXXX99',
  '99XXXX',
  '99XXX9',
  '9XXX99',
  'XX999X',
  'X999XX',
  'XXX99X',
  'X99XXX',
  '9XX999',
  '999XX9',
]);

/** A Dutch licence plate, upper case, without dashes and spaces. Foreign plates are refused, not guessed at. */
export function parsePlate(text: string): Parsed<string | null> {
  const plate = text.replace(/[\s-]/g, '').toUpperCase();
  if (plate === '') return UNKNOWN;
  const form = plate.replace(/[A-Z]/g, 'X').replace(/\d/g, '9');
  return SIDE_CODES.has(form)
    ? good(plate)
    : bad(
        'plate_form',
        'this is not a Dutch licence plate (6 characters, side codes 1 to 14); correct it, or leave a foreign one out',
      );
}

import { type Parsed, UNKNOWN, bad, good } from './parsed.ts';

const FORM = /^([1-9]\d{3}) ?([A-Za-z]{2})$/;

/** Postcode (NEN 5825): four digits not beginning with 0, two letters. `0000AA` and zeros mean unknown. Gives `1234AB`. */
export function parsePostcode(cell: string): Parsed<string | null> {
  const text = cell.trim();
  if (text === '' || text.startsWith('0000')) return UNKNOWN;
  const found = FORM.exec(text);
  if (!found) return bad('postcode_form', 'this is not a postcode; write it as 1234 AB');
  return good(`${found[1]}${(found[2] ?? '').toUpperCase()}`);
}

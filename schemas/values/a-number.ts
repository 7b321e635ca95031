import { type Parsed, UNKNOWN, bad, good } from './parsed.ts';

/** A-nummer: 10 digits, not beginning with 0 (Logisch Ontwerp BRP, element 01.10). All zeros is "unknown". */
export function parseANumber(cell: string): Parsed<string | null> {
  const text = cell.trim();
  if (text === '' || /^0+$/.test(text)) return UNKNOWN;
  if (!/^[1-9]\d{9}$/.test(text))
    return bad('a_number_form', 'the A-number does not have 10 digits; correct it at the source');
  return good(text);
}

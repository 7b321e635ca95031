import { type Parsed, UNKNOWN, bad, good, noted } from './parsed.ts';

/**
 * Burgerservicenummer: 9 digits that pass the eleven-test with weights 9 8 7 6 5 4 3 2 −1 (Besluit BSN, art. 2;
 * Logisch Ontwerp BRP, element 01.20). All zeros is the register's "unknown".
 * A spreadsheet may have eaten one leading zero: 8 digits count where the padded number passes the test, with a
 * note. R14: tested here, before anything else sees it, and no message holds it.
 */
export function parseBsn(cell: string): Parsed<string | null> {
  const text = cell.trim();
  if (text === '') return UNKNOWN;
  if (!/^\d+$/.test(text))
    return bad('bsn_not_digits', 'the BSN holds something other than digits; deliver 9 digits');
  if (/^0+$/.test(text)) return UNKNOWN;
  if (text.length === 9)
    return passesElevenTest(text)
      ? good(text)
      : bad('bsn_fails_test', 'the BSN fails the eleven-test; correct it at the source');
  if (text.length === 8) {
    const padded = `0${text}`;
    return passesElevenTest(padded)
      ? noted(
          padded,
          'leading_zero_restored',
          'leading zeros were missing and were put back; format the column as text',
        )
      : bad(
          'bsn_fails_test',
          'the BSN has 8 digits and fails the eleven-test with a zero before it; correct it at the source',
        );
  }
  return bad('bsn_length', 'the BSN does not have 9 digits; format the column as text and deliver again');
}

/** `digits`: exactly nine. */
export function passesElevenTest(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < 8; place += 1) sum += (digits.charCodeAt(place) - 48) * (9 - place);
  return (sum - (digits.charCodeAt(8) - 48)) % 11 === 0;
}

import { type Parsed, UNKNOWN, bad, good, noted } from './parsed.ts';

/**
 * An identifying number of fixed length. Spreadsheets eat leading zeros: up to `eaten` of them are put back, with a
 * note. All zeros is "unknown".
 */
const fixedDigits =
  (name: string, length: number, eaten: number) =>
  (cell: string): Parsed<string | null> => {
    const text = cell.trim();
    if (text === '' || /^0+$/.test(text)) return UNKNOWN;
    if (/^\d+[.,]?\d*e\+?\d+$/i.test(text))
      return bad(
        'number_rounded',
        `a spreadsheet rounded the ${name}; format the column as text and deliver again`,
      );
    if (!/^\d+$/.test(text) || text.length > length || text.length < length - eaten)
      return bad('number_length', `the ${name} does not have ${length} digits; correct it at the source`);
    if (text.length === length) return good(text);
    return noted(
      text.padStart(length, '0'),
      'leading_zero_restored',
      'leading zeros were missing and were put back; format the column as text',
    );
  };

/**
 * BAG identification: municipality 4 + object type 2 + 10 digits (Catalogus BAG). Municipality codes run from 0003,
 * so three zeros may be missing. The type digits are not tested: registers differ in what they accept.
 */
export const parseBagId = fixedDigits('BAG identification', 16, 3);

/** KVK-nummer: 8 digits (Handelsregisterwet 2007, art. 9). Takeovers get a new one. */
export const parseKvkNumber = fixedDigits('KVK number', 8, 2);

/** RSIN: 9 digits (Handelsregisterwet 2007). A BSN's shape, and never taken for one. */
export const parseRsin = fixedDigits('RSIN', 9, 1);

/** Vestigingsnummer: 12 digits, of which the first four are zeros as yet. */
export const parseBranchNumber = fixedDigits('branch number', 12, 5);

/** WOZ-objectnummer: municipality 4 + 8 digits. */
export const parseWozObject = fixedDigits('WOZ object number', 12, 3);

/** EAN of a connection to power or gas: 18 digits (GS1 GSRN, 8716…). */
export const parseConnection = fixedDigits('EAN of the connection', 18, 0);

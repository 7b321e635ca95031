import type { SourceColumn } from '#schemas/sources/contract.ts';
import { parseANumber } from '#schemas/values/a-number.ts';
import { parseBsn } from '#schemas/values/bsn.ts';
import { codeForms } from '#schemas/values/code.ts';
import { parseHouseAddition, parseHouseLetter, parseHouseNumber } from '#schemas/values/house-number.ts';
import { parseInResearchCodes } from '#schemas/values/in-research-codes.ts';
import {
  parseAmount,
  parseDecimal,
  parseEuro,
  parsePositiveWhole,
  parseWhole,
  parseYear,
} from '#schemas/values/number.ts';
import {
  parseBagId,
  parseBranchNumber,
  parseConnection,
  parseKvkNumber,
  parseRsin,
  parseWozObject,
} from '#schemas/values/padded-number.ts';
import { parseDay, parsePartialDate } from '#schemas/values/partial-date.ts';
import { parsePlate } from '#schemas/values/plate.ts';
import { parsePostcode } from '#schemas/values/postcode.ts';
import { parseSbiCodes } from '#schemas/values/sbi.ts';
import { parseShare } from '#schemas/values/share.ts';
import { parseProse, parseText } from '#schemas/values/text.ts';

const FORMS = new Map<SourceColumn['parse'], string>([
  [parseANumber, '10 digits'],
  [parseAmount, 'number, not below 0'],
  [parseBagId, '16 digits'],
  [parseBranchNumber, '12 digits'],
  [parseBsn, '9 digits, eleven-test'],
  [parseConnection, '18 digits'],
  [parseDay, 'full date'],
  [parseDecimal, 'number'],
  [parseEuro, 'euros'],
  [parseHouseAddition, 'up to 4 letters or digits'],
  [parseHouseLetter, 'one letter'],
  [parseHouseNumber, '1 to 99999'],
  [parseInResearchCodes, 'codes of 6 digits'],
  [parseKvkNumber, '8 digits'],
  [parsePartialDate, 'date, perhaps in part'],
  [parsePlate, 'Dutch licence plate'],
  [parsePositiveWhole, 'whole number'],
  [parsePostcode, '1234 AB'],
  [parseProse, 'text'],
  [parseRsin, '9 digits'],
  [parseSbiCodes, 'SBI codes, divided by |'],
  [parseShare, '1/2, 50% or 0,5'],
  [parseText, 'words'],
  [parseWhole, 'whole number, 0 too'],
  [parseWozObject, '12 digits'],
  [parseYear, 'year'],
]);

/** What a cell of a column may hold, for people. Throws RangeError for a kind that has no words yet. */
export function cellForm({ parse }: SourceColumn): string {
  const form = codeForms(parse)?.join(', ') ?? FORMS.get(parse);
  if (form === undefined) throw new RangeError('a kind of column has no words for people');
  return form;
}

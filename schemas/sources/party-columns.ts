import { parseBsn } from '#schemas/values/bsn.ts';
import { parseKvkNumber, parseRsin } from '#schemas/values/padded-number.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parseText } from '#schemas/values/text.ts';
import type { SourceColumn } from './contract.ts';

/**
 * Who has a part in something: a person (name as one text in either order, date of birth, BSN) or a company (KVK
 * number, RSIN, name). Fields are named `<role>_name` and so on. None is needed.
 */
export const partyColumns = (role: string): Readonly<Record<string, SourceColumn>> => ({
  ...personColumns(role),
  [`${role}_kvk_number`]: { needed: 'no', parse: parseKvkNumber },
  [`${role}_rsin`]: { needed: 'no', parse: parseRsin },
});

/** The same for what can only be a person. */
export const personColumns = (role: string): Readonly<Record<string, SourceColumn>> => ({
  [`${role}_name`]: { needed: 'no', parse: parseText },
  [`${role}_birth_date`]: { needed: 'no', parse: parsePartialDate },
  [`${role}_bsn`]: { needed: 'no', parse: parseBsn },
});

/** Headers of a party: `Koper 1`, `Koper 1 geboortedatum` … */
export const partyHeaders = (word: string, role: string): Readonly<Record<string, string>> => ({
  ...personHeaders(word, role),
  [`${word} KVK-nummer`]: `${role}_kvk_number`,
  [`${word} RSIN`]: `${role}_rsin`,
});

export const personHeaders = (word: string, role: string): Readonly<Record<string, string>> => ({
  [word]: `${role}_name`,
  [`${word} geboortedatum`]: `${role}_birth_date`,
  [`${word} BSN`]: `${role}_bsn`,
});

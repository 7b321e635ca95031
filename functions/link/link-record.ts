import type * as z from 'zod';
import { RecordKind } from '#schemas/ids.ts';
import { RecordRole, SourceRecord } from '#schemas/record.ts';
import { columnChecks, isId, isOneOf, orNull, rowReader } from '#schemas/row-reader.ts';

/** What linking looks at of a record: a town has a million, and each column less is 8 MB less. */
const LinkRecord = SourceRecord.pick({
  record_id: true,
  parent_record_id: true,
  role: true,
  kind: true,
  source: true,
  valid_from: true,
  valid_to: true,
  restricted_from: true,
  bsn_token: true,
  given_names: true,
  surname: true,
  partner_surname: true,
  birth_date: true,
  phone: true,
  number_id: true,
  dwelling_id: true,
  street: true,
  house_number: true,
  house_letter: true,
  house_addition: true,
  postcode: true,
  town: true,
  kvk_number: true,
  rsin: true,
  plate: true,
});
export type LinkRecord = z.infer<typeof LinkRecord>;

/** Columns of the table `records` that it takes. */
export const LINK_COLUMNS: readonly string[] = Object.keys(LinkRecord.shape);

const checks = columnChecks('records', {
  record_id: isId,
  parent_record_id: orNull(isId),
  role: isOneOf(RecordRole.options),
  kind: isOneOf(RecordKind.options),
});

/** Throws a ZodError for a row that is none. */
export const linkRecordOfRow = rowReader(
  LinkRecord,
  new Map([...checks].filter(([name]) => LINK_COLUMNS.includes(name))),
);

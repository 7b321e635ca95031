import { parsePhone } from '#schemas/values/phone.ts';
import { keyOf, validity } from './event-family.ts';
import { locationOf, placeKey } from './location.ts';
import { partyOf } from './party.ts';
import { type Row, type RowToRecords, textOf } from './row.ts';
import type { Notes } from './tally.ts';

/** An establishment of a company, where it is, and the company that it took over. */
export const companyRecords: RowToRecords = (row, line, make, notes) => {
  const holds = validity(textOf(row, 'started_on'), textOf(row, 'ended_on'));
  const phone = parsePhone(textOf(row, 'phone') ?? '');
  if (!phone.ok) notes.add(phone);
  const company = make.subject('company', [keyOf(row, 'kvk_number'), keyOf(row, 'branch_number')], line, {
    ...holds,
    kvk_number: textOf(row, 'kvk_number'),
    branch_number: textOf(row, 'branch_number'),
    rsin: rsinOf(row, notes),
    company_name: textOf(row, 'company_name'),
    legal_form: textOf(row, 'legal_form'),
    sbi_codes: textOf(row, 'sbi_codes'),
    phone: phone.ok ? phone.value : null,
  });
  const records = [company];
  const place = locationOf(row, notes);
  if (place)
    records.push(
      make.mention(company, 'address', 'established_at', placeKey(place), {
        ...place,
        valid_to: holds.valid_to,
      }),
    );
  const predecessor = textOf(row, 'predecessor_kvk_number');
  if (predecessor !== null)
    records.push(
      make.mention(company, 'company', 'predecessor', predecessor, {
        kvk_number: predecessor,
        valid_from: holds.valid_from,
      }),
    );
  return records;
};

/** R14: a one-man business has no RSIN; nine digits there may be its owner's BSN. */
function rsinOf(row: Row, notes: Notes): string | null {
  const rsin = textOf(row, 'rsin');
  const form = textOf(row, 'legal_form');
  if (rsin === null || (form !== null && !/eenmans/i.test(form))) return rsin;
  notes.add(RSIN_OF_PERSON);
  return null;
}

const RSIN_OF_PERSON = {
  code: 'rsin_of_person',
  message:
    'an eenmanszaak has no RSIN, and without a legal form it cannot be told; what stood there may be a BSN and was left out',
};

/** A company, and the person or company that has a function in it. */
export const officerRecords: RowToRecords = (row, line, make, notes) => {
  const kvkNumber = keyOf(row, 'kvk_number');
  const company = make.subject('company', [kvkNumber, keyOf(row, 'officer_number')], line, {
    kvk_number: kvkNumber,
  });
  const officer = partyOf(row, 'officer', make, notes);
  if (!officer) {
    notes.add(NAMELESS_OFFICER);
    return [company];
  }
  return [
    company,
    make.mention(company, officer.kind, 'officer', '', {
      ...officer.content,
      officer_function: textOf(row, 'officer_function'),
      ...validity(textOf(row, 'from_date'), textOf(row, 'to_date')),
    }),
  ];
};

const NAMELESS_OFFICER = {
  code: 'officer_nameless',
  message: 'the row names nobody in the function; fill in a name, a BSN or a company number at the source',
};

import type { SourceRecord } from '#schemas/record.ts';
import { isWholeDay } from '#schemas/values/partial-date.ts';
import { parsePersonName } from '#schemas/values/person-name.ts';
import { parsePhone } from '#schemas/values/phone.ts';
import { locationOf } from './location.ts';
import { maskedText } from './masked-text.ts';
import type { Content, RecordMaker } from './record-maker.ts';
import { type Row, type RowToRecords, numberOf, textOf } from './row.ts';
import type { Notes } from './tally.ts';

const AMOUNTS = ['hemp_plants', 'drugs_kg', 'cash_eur'] as const;
const SUSPECTS = ['suspect_1', 'suspect_2', 'suspect_3', 'suspect_4'] as const;
const OTHERS = ['owner', 'landlord', 'installer'] as const;

/** A raid (*inval*), where it was, what was found, and who had which part in it. */
export const raidRecords: RowToRecords = (row, line, make, notes) => {
  const raidedOn = textOf(row, 'raided_on');
  const day = { valid_from: raidedOn !== null && isWholeDay(raidedOn) ? raidedOn : null };
  const raid = make.subject('event', [textOf(row, 'raid_number') ?? ''], line, {
    ...day,
    event_type: 'raid',
    occurred_on: raidedOn,
    category: textOf(row, 'category'),
    nature: 'fact',
    description: maskedText(textOf(row, 'description'), notes),
    amounts: amountsOf(row),
  });
  const records = [raid];
  const location = locationOf(row, notes);
  if (location) records.push(make.mention(raid, 'address', 'location', '', { ...location, ...day }));
  for (const slot of SUSPECTS) {
    const person = personOf(row, slot, make, notes);
    if (person) records.push(make.mention(raid, 'person', 'suspect', slot, { ...person, ...day }));
  }
  for (const role of OTHERS) {
    const party = companyOf(row, role) ?? personOf(row, role, make, notes);
    if (party)
      records.push(
        make.mention(raid, isCompany(party) ? 'company' : 'person', role, '', { ...party, ...day }),
      );
  }
  return records;
};

function amountsOf(row: Row): SourceRecord['amounts'] {
  const amounts: Record<string, number> = {};
  for (const name of AMOUNTS) {
    const amount = numberOf(row, name);
    if (amount !== null) amounts[name] = amount;
  }
  return Object.keys(amounts).length > 0 ? amounts : null;
}

/** Legal forms that give a company away where its number is missing. */
const LEGAL_FORM =
  /(?:^|\s)(?:b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|stichting|holding|vereniging|maatschap)(?=\s|$)/i;

function companyOf(row: Row, role: string): Content | undefined {
  const name = textOf(row, `${role}_name`);
  const kvkNumber = textOf(row, `${role}_kvk_number`);
  return kvkNumber !== null || (name !== null && LEGAL_FORM.test(name))
    ? { company_name: name, kvk_number: kvkNumber }
    : undefined;
}

const isCompany = (party: Content): boolean => party.company_name !== undefined;

function personOf(row: Row, prefix: string, make: RecordMaker, notes: Notes): Content | undefined {
  const name = parsePersonName(textOf(row, `${prefix}_name`) ?? '');
  const phone = parsePhone(textOf(row, `${prefix}_phone`) ?? '');
  for (const parsed of [name, phone]) if (!parsed.ok) notes.add(parsed);
  const person = {
    ...(name.ok ? name.value : null),
    birth_date: textOf(row, `${prefix}_birth_date`),
    bsn_token: make.bsnToken(textOf(row, `${prefix}_bsn`)),
    phone: phone.ok ? phone.value : null,
  };
  const known = person.surname !== undefined || person.bsn_token !== null || person.phone !== null;
  return known ? person : undefined;
}

import { isWholeDay } from '#schemas/values/partial-date.ts';
import { amountsOf } from './event-family.ts';
import { locationOf } from './location.ts';
import { maskedText } from './masked-text.ts';
import { partyOf, personOf } from './party.ts';
import { type RowToRecords, textOf } from './row.ts';

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
    amounts: amountsOf(row, AMOUNTS),
  });
  const records = [raid];
  const location = locationOf(row, notes);
  if (location) records.push(make.mention(raid, 'address', 'location', '', { ...location, ...day }));
  for (const slot of SUSPECTS) {
    const person = personOf(row, slot, make, notes);
    if (person) records.push(make.mention(raid, 'person', 'suspect', slot, { ...person.content, ...day }));
  }
  for (const role of OTHERS) {
    const party = partyOf(row, role, make, notes);
    if (party) records.push(make.mention(raid, party.kind, role, '', { ...party.content, ...day }));
  }
  return records;
};

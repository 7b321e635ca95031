import { keyOf, validity } from './event-family.ts';
import { locationOf, placeKey } from './location.ts';
import { partyOf } from './party.ts';
import { type RowToRecords, textOf } from './row.ts';

/** A vehicle and its holder since when; where the holder lives by this register is said of the holder. */
export const vehicleRecords: RowToRecords = (row, line, make, notes) => {
  const vehicle = make.subject('vehicle', [keyOf(row, 'plate')], line, { plate: textOf(row, 'plate') });
  const holder = partyOf(row, 'holder', make, notes);
  if (!holder) return [vehicle];
  const from = textOf(row, 'held_from');
  const { valid_from } = validity(from, null);
  // The start is part of the key: another holder closes this one's record and opens a new one.
  const held = make.mention(vehicle, holder.kind, 'holder', from ?? '', { ...holder.content, valid_from });
  const place = locationOf(row, notes);
  if (!place) return [vehicle, held];
  return [vehicle, held, make.mention(held, 'address', 'stated_at', placeKey(place), place)];
};

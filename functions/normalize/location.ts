import { parseAddressText } from '#schemas/values/address-text.ts';
import type { Content } from './record-draft.ts';
import { type Row, numberOf, textOf } from './row.ts';
import type { Notes } from './tally.ts';

/**
 * Where something is: from the address columns, else from free text; BAG ids and a point go with either. Text that
 * cannot be read is kept as text, with a note. undefined where no place is named.
 */
export function locationOf(row: Row, notes: Notes): Content | undefined {
  const text = textOf(row, 'address_text');
  const ids = {
    number_id: textOf(row, 'number_id'),
    dwelling_id: textOf(row, 'dwelling_id'),
    building_id: textOf(row, 'building_id'),
    rd_x: numberOf(row, 'rd_x'),
    rd_y: numberOf(row, 'rd_y'),
  };
  const columns = {
    ...ids,
    street: textOf(row, 'street'),
    house_number: numberOf(row, 'house_number'),
    house_letter: textOf(row, 'house_letter'),
    house_addition: textOf(row, 'house_addition'),
    postcode: textOf(row, 'postcode'),
    town: textOf(row, 'town'),
  };
  if (columns.house_number !== null && (columns.street !== null || columns.postcode !== null))
    return { ...columns, address_text: text };
  if (text !== null) {
    const parsed = parseAddressText(text);
    if (!parsed.ok) {
      notes.add(parsed);
      return { ...columns, address_text: text };
    }
    const read = parsed.value;
    // Columns that were filled in beside the text complete it.
    if (read)
      return {
        ...ids,
        ...read,
        postcode: read.postcode ?? columns.postcode,
        town: read.town ?? columns.town,
        address_text: text,
      };
  }
  const named = [columns.street, columns.postcode, ids.number_id, ids.dwelling_id, ids.building_id];
  const pointed = ids.rd_x !== null && ids.rd_y !== null;
  return pointed || named.some((value) => value !== null) ? columns : undefined;
}

/** Tells one place from another where it is part of a record's key: a move closes the one and opens the other. */
export const placeKey = (place: Content): string =>
  place.number_id ??
  [place.street, place.postcode, place.house_number, place.house_letter, place.house_addition]
    .map((value) => value ?? '')
    .join('|');

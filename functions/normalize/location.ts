import { parseAddressText } from '#schemas/values/address-text.ts';
import type { Content } from './record-maker.ts';
import { type Row, numberOf, textOf } from './row.ts';
import type { Notes } from './tally.ts';

/**
 * Where a report or raid was: from the address columns, else from free text. Text that cannot be read is kept as
 * text, with a note. undefined where no place is named.
 */
export function locationOf(row: Row, notes: Notes): Content | undefined {
  const text = textOf(row, 'address_text');
  const columns = {
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
        ...read,
        postcode: read.postcode ?? columns.postcode,
        town: read.town ?? columns.town,
        address_text: text,
      };
  }
  return columns.street !== null || columns.postcode !== null ? columns : undefined;
}

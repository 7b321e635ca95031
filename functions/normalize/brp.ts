import { isWholeDay } from '#schemas/values/partial-date.ts';
import { inResearchColumns } from './in-research.ts';
import { lastDayOf } from './last-day.ts';
import { type Row, type RowToRecords, choiceOf, flagOf, numberOf, textOf } from './row.ts';

/** A person and the address of now. A letter address (*briefadres*) is not a home and gets its own role. */
export const brpRecords: RowToRecords = (row, line, make, notes) => {
  const bsn = textOf(row, 'bsn') ?? '';
  const research = inResearchColumns(
    ['person_in_research', 'partner_in_research', 'address_in_research'].map((field) => textOf(row, field)),
  );
  const suspension = choiceOf(row, 'suspension', ['O', 'E', 'M', 'R', 'F']);
  const person = make.subject('person', [bsn], line, {
    bsn_token: make.bsnToken(bsn),
    given_names: textOf(row, 'given_names'),
    surname_prefix: textOf(row, 'surname_prefix'),
    surname: textOf(row, 'surname'),
    partner_surname_prefix: textOf(row, 'partner_surname_prefix'),
    partner_surname: textOf(row, 'partner_surname'),
    name_use: choiceOf(row, 'name_use', ['E', 'N', 'P', 'V']),
    birth_date: textOf(row, 'birth_date'),
    secrecy: flagOf(row, 'secrecy'),
    suspension,
    in_research: research.person,
  });
  const address = addressOf(row);
  if (!address) return [person];

  const from = textOf(row, 'registered_from');
  const until = suspension === null ? null : lastDayOf(textOf(row, 'suspended_on'));
  if (suspension !== null && until === null) {
    notes.add(SUSPENDED_WITHOUT_DATE);
    return [person];
  }
  const since = from !== null && isWholeDay(from) ? from : null;
  // The start is part of the key: a move closes the old record and opens a new one. Where the start is unknown the
  // address itself has to tell one from the next.
  const place = from ?? placeOf(address);
  const role = textOf(row, 'address_function') === 'B' ? 'letter_address' : 'registered_at';
  return [
    person,
    make.mention(person, 'address', role, place, {
      ...address,
      valid_from: since,
      valid_to: until !== null && since !== null && until < since ? since : until,
      in_research: research.address,
    }),
  ];
};

const placeOf = (address: Address): string =>
  address.number_id ??
  [address.street, address.postcode, address.house_number, address.house_letter, address.house_addition].join(
    '|',
  );

type Address = ReturnType<typeof addressFields>;

const addressFields = (row: Row) => ({
  number_id: textOf(row, 'number_id'),
  dwelling_id: textOf(row, 'dwelling_id'),
  street: textOf(row, 'street'),
  house_number: numberOf(row, 'house_number'),
  house_letter: textOf(row, 'house_letter'),
  house_addition: textOf(row, 'house_addition'),
  postcode: textOf(row, 'postcode'),
  town: textOf(row, 'town'),
});

/** undefined where the register knows no address in the Netherlands. */
function addressOf(row: Row): Address | undefined {
  const address = addressFields(row);
  const known =
    address.number_id !== null ||
    address.dwelling_id !== null ||
    (address.house_number !== null && (address.street !== null || address.postcode !== null));
  return known ? address : undefined;
}

const SUSPENDED_WITHOUT_DATE = {
  code: 'suspended_without_date',
  message:
    'the person left the register on an unknown day, so the last address was not taken as a present one',
};

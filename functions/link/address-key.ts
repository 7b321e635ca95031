import type { LinkRecord } from './link-record.ts';
import { foldWords } from '#schemas/values/folded-name.ts';
import { canonicalStreet } from './street.ts';

/** The ways to name one address. Undefined where a part is unknown: unknown never agrees. */
export type AddressKeys = {
  /** Postcode, number, letter and addition apart. */
  readonly postcode: string | undefined;
  /** Letter and addition as one: `12-A` and `12A` are told apart by registers only. */
  readonly postcodeLoose: string | undefined;
  readonly street: string | undefined;
  readonly town: string | undefined;
  /** House number with letter and addition as one, `12|A`. */
  readonly number: string | undefined;
};

export function addressKeys(record: LinkRecord): AddressKeys {
  const letter = upper(record.house_letter);
  const addition = upper(record.house_addition);
  const known = record.house_number !== null;
  const number = known ? `${record.house_number}|${letter}${addition}` : undefined;
  const postcode = known && record.postcode !== null ? record.postcode : undefined;
  return {
    postcode: postcode === undefined ? undefined : `${postcode}|${record.house_number}|${letter}|${addition}`,
    postcodeLoose: postcode === undefined ? undefined : `${postcode}|${number}`,
    street: record.street === null ? undefined : canonicalStreet(record.street) || undefined,
    town: record.town === null ? undefined : foldWords(record.town).join('') || undefined,
    number,
  };
}

const upper = (text: string | null): string => (text ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');

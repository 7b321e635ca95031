import type { LinkRecord } from './link-record.ts';
import { AddressIndex, type Found, SEVERAL } from './address-index.ts';
import { type AddressKeys, addressKeys } from './address-key.ts';
import type { AddressRule } from './model.ts';

/** `address` names a group of records that speak of one address; `rule` is how this record was found to be in it. */
export type ResolvedAddress = { readonly address: string; readonly rule: AddressRule };

export type ResolvedAddresses = {
  readonly resolved: ReadonlyMap<string, ResolvedAddress>;
  /** Records that fit several addresses: left alone, not guessed. */
  readonly ambiguous: number;
};

type Numbered = { readonly record: LinkRecord; readonly address: string };
type Unresolved = { readonly record: LinkRecord; readonly keys: AddressKeys };

/**
 * Finds out which address records speak of the same address. Register first: an address with a BAG number, then one
 * that another source gives a BAG number, then one that sources write alike. Within these: BAG ids, postcode and
 * number, street and number in a town, and the one street with a typing error. What fits several stays alone.
 */
export function resolveAddresses(records: Iterable<LinkRecord>): ResolvedAddresses {
  const resolved = new Map<string, ResolvedAddress>();
  const registered: Numbered[] = [];
  const others: Numbered[] = [];
  const dwellings = new Map<string, Set<string>>();
  let open: Unresolved[] = [];

  for (const record of records) {
    if (record.kind !== 'address') continue;
    if (record.number_id === null) {
      open.push({ record, keys: addressKeys(record) });
      continue;
    }
    const address = `bag:${record.number_id}`;
    resolved.set(record.record_id, { address, rule: 'number_id' });
    (isRegistered(record) ? registered : others).push({ record, address });
    if (record.dwelling_id !== null) {
      const known = dwellings.get(record.dwelling_id);
      if (known) known.add(address);
      else dwellings.set(record.dwelling_id, new Set([address]));
    }
  }

  let ambiguous = 0;
  const settle = (rule: AddressRule, find: (unresolved: Unresolved) => Found): void => {
    open = open.filter((unresolved) => {
      const found = find(unresolved);
      if (found === undefined) return true;
      if (found === SEVERAL) ambiguous += 1;
      else resolved.set(unresolved.record.record_id, { address: found, rule });
      return false;
    });
  };

  settle('dwelling_id', ({ record }) => {
    const [one, another] = dwellings.get(record.dwelling_id ?? '') ?? [];
    return another === undefined ? one : undefined;
  });
  for (const numbered of [registered, others]) {
    const index = postcodeIndex(numbered, open);
    settle('postcode', ({ keys }) => index.byPostcode(keys));
  }
  // A postcode that no register address has: the street decides if the town agrees, as one of both was mistyped.
  const townKnown = (keys: AddressKeys) => keys.postcode === undefined || keys.town !== undefined;
  const streets = [registered, others].map((numbered) => streetIndex(numbered, open));
  for (const index of streets)
    settle('street', ({ keys }) => (townKnown(keys) ? index.byStreet(keys) : undefined));
  const written = new AddressIndex();
  for (const { keys } of open)
    if (keys.postcodeLoose !== undefined) written.add(keys, `postcode:${keys.postcodeLoose}`);
  settle('postcode', ({ keys }) =>
    keys.postcodeLoose === undefined ? undefined : `postcode:${keys.postcodeLoose}`,
  );
  settle('street', ({ keys }) => written.byStreet(keys));
  for (const index of [...streets, written]) settle('street_typo', ({ keys }) => index.byStreetTypo(keys));
  settle('street', ({ keys: { street, number, town } }) =>
    street === undefined || number === undefined || town === undefined
      ? undefined
      : `street:${town}|${street}|${number}`,
  );
  return { resolved, ambiguous };
}

/** Those that a postcode of the open ones can find: all others stay out of the index. */
function postcodeIndex(numbered: readonly Numbered[], open: readonly Unresolved[]): AddressIndex {
  const nameOf = ({ postcode, house_number }: LinkRecord): string => `${postcode}|${house_number}`;
  const asked = new Set(open.map(({ record }) => nameOf(record)));
  return indexOf(numbered.filter(({ record }) => record.postcode !== null && asked.has(nameOf(record))));
}

/** Those with a house number that the open ones have. */
function streetIndex(numbered: readonly Numbered[], open: readonly Unresolved[]): AddressIndex {
  const asked = new Set(open.map(({ record }) => record.house_number));
  return indexOf(numbered.filter(({ record }) => record.street !== null && asked.has(record.house_number)));
}

function indexOf(numbered: readonly Numbered[]): AddressIndex {
  const index = new AddressIndex();
  // Everyone registered at an address writes it alike; each way of writing is taken apart once.
  const written = new Set<string>();
  for (const { record, address } of numbered) {
    const { postcode, house_letter, house_addition, street, town, house_number } = record;
    const text = [address, postcode, house_number, house_letter, house_addition, street, town].join('|');
    if (written.has(text)) continue;
    written.add(text);
    index.add(addressKeys(record), address);
  }
  return index;
}

/** BAG's own record of an address, which the others hang on. */
export const isRegistered = (record: LinkRecord): boolean =>
  record.role === 'subject' && record.number_id !== null;

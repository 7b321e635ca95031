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

type Unresolved = { readonly record: LinkRecord; readonly keys: AddressKeys };

/**
 * Finds out which address records speak of the same address. Register first: an address with a BAG number, then one
 * that another source gives a BAG number, then one that sources write alike. Within these: BAG ids, postcode and
 * number, street and number in a town, and the one street with a typing error. What fits several stays alone.
 */
export function resolveAddresses(records: Iterable<LinkRecord>): ResolvedAddresses {
  const resolved = new Map<string, ResolvedAddress>();
  const register = new AddressIndex();
  const numbered = new AddressIndex();
  const written = new AddressIndex();
  const dwellings = new Map<string, Set<string>>();
  let open: Unresolved[] = [];

  for (const record of records) {
    if (record.kind !== 'address') continue;
    const keys = addressKeys(record);
    if (record.number_id === null) {
      open.push({ record, keys });
      continue;
    }
    const address = `bag:${record.number_id}`;
    resolved.set(record.record_id, { address, rule: 'number_id' });
    (isRegistered(record) ? register : numbered).add(keys, address);
    if (record.dwelling_id !== null)
      dwellings.set(record.dwelling_id, (dwellings.get(record.dwelling_id) ?? new Set()).add(address));
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
  for (const index of [register, numbered]) settle('postcode', ({ keys }) => index.byPostcode(keys));
  // A postcode that no register address has: the street decides if the town agrees, as one of both was mistyped.
  const townKnown = (keys: AddressKeys) => keys.postcode === undefined || keys.town !== undefined;
  for (const index of [register, numbered])
    settle('street', ({ keys }) => (townKnown(keys) ? index.byStreet(keys) : undefined));
  for (const { keys } of open)
    if (keys.postcodeLoose !== undefined) written.add(keys, `postcode:${keys.postcodeLoose}`);
  settle('postcode', ({ keys }) =>
    keys.postcodeLoose === undefined ? undefined : `postcode:${keys.postcodeLoose}`,
  );
  settle('street', ({ keys }) => written.byStreet(keys));
  for (const index of [register, numbered, written])
    settle('street_typo', ({ keys }) => index.byStreetTypo(keys));
  settle('street', ({ keys: { street, number, town } }) =>
    street === undefined || number === undefined || town === undefined
      ? undefined
      : `street:${town}|${street}|${number}`,
  );
  return { resolved, ambiguous };
}

/** BAG's own record of an address, which the others hang on. */
export const isRegistered = (record: LinkRecord): boolean =>
  record.role === 'subject' && record.number_id !== null;

import type { AddressKeys } from './address-key.ts';
import { withinOneEdit } from './one-edit.ts';

/** More than one address fits, and nobody may guess between them. */
export const SEVERAL = Symbol('several');
/** What a look-up found: one address, several, or nothing. */
export type Found = string | typeof SEVERAL | undefined;

/** A typing error in a shorter street name would make too many names alike (Dam, Ham, Dom …). */
const SHORTEST_FOR_TYPO = 5;

/** Known addresses, to be found by postcode or by street, number and town. Without a town: if it is the only one anywhere. */
export class AddressIndex {
  readonly #found = new Map<string, string | typeof SEVERAL>();
  readonly #streets = new Map<string, Map<string, Set<string>>>();

  add(keys: AddressKeys, address: string): void {
    this.#put('postcode', keys.postcode, address);
    this.#put('loose', keys.postcodeLoose, address);
    if (keys.street === undefined || keys.number === undefined) return;
    this.#addStreet(`anywhere|${keys.number}`, keys.street, address);
    if (keys.town !== undefined) this.#addStreet(`${keys.town}|${keys.number}`, keys.street, address);
  }

  byPostcode(keys: AddressKeys): Found {
    return this.#get('postcode', keys.postcode) ?? this.#get('loose', keys.postcodeLoose);
  }

  byStreet(keys: AddressKeys): Found {
    if (keys.street === undefined) return undefined;
    return only(this.#streetsOf(keys)?.get(keys.street) ?? []);
  }

  /** The one street with this number whose name is one typing error away. */
  byStreetTypo(keys: AddressKeys): Found {
    const { street } = keys;
    if (street === undefined || street.length < SHORTEST_FOR_TYPO) return undefined;
    const near = new Set<string>();
    for (const [name, addresses] of this.#streetsOf(keys) ?? [])
      if (name.length >= SHORTEST_FOR_TYPO && withinOneEdit(name, street))
        for (const address of addresses) near.add(address);
    return only(near);
  }

  #streetsOf({ town, number }: AddressKeys): ReadonlyMap<string, ReadonlySet<string>> | undefined {
    return number === undefined ? undefined : this.#streets.get(`${town ?? 'anywhere'}|${number}`);
  }

  #addStreet(at: string, street: string, address: string): void {
    const streets = this.#streets.get(at) ?? new Map<string, Set<string>>();
    this.#streets.set(at, streets.set(street, (streets.get(street) ?? new Set()).add(address)));
  }

  #put(kind: string, key: string | undefined, address: string): void {
    if (key === undefined) return;
    const name = `${kind}|${key}`;
    const known = this.#found.get(name);
    this.#found.set(name, known === undefined || known === address ? address : SEVERAL);
  }

  #get(kind: string, key: string | undefined): Found {
    return key === undefined ? undefined : this.#found.get(`${kind}|${key}`);
  }
}

function only(addresses: Iterable<string>): Found {
  const [one, another] = addresses;
  return another === undefined ? one : SEVERAL;
}

import type { RecordId } from '#schemas/ids.ts';
import type { LinkRecord } from './link-record.ts';
import { type GivenNames, givenNamesOf } from './given-names.ts';
import { type Surnames, surnamesOf } from './surname.ts';

/** An address that a person is tied to. */
export type Place = {
  /** The address as resolved over all sources; equal for one address however it was written. */
  readonly address: string;
  /** Postcode and house number without letter or addition, or undefined. */
  readonly number: string | undefined;
  /** ISO days, both included; null = open. */
  readonly from: string | null;
  readonly to: string | null;
  /** Null for the person's own; else the record of the event that names the person and was there. */
  readonly event: string | null;
};

/** What of a person is compared: names folded and taken apart once, not once per pair. */
export type PersonFeatures = {
  readonly recordId: RecordId;
  readonly bsnToken: string | null;
  readonly surnames: Surnames;
  readonly givenNames: GivenNames;
  readonly birthDate: string | null;
  readonly phone: string | null;
  readonly places: readonly Place[];
};

export type PersonState = {
  readonly records: ReadonlyMap<string, LinkRecord>;
  readonly features: readonly PersonFeatures[];
};
const NO_STATE: PersonState = { records: new Map(), features: [] };

/**
 * Features of all persons of a state, in order of record id. `addresses`: record id → resolved address. `earlier`:
 * another state, whose features are taken over, as the same objects, where nothing changed.
 */
export function personFeatures(
  records: ReadonlyMap<string, LinkRecord>,
  addresses: ReadonlyMap<string, string>,
  earlier: PersonState = NO_STATE,
): PersonFeatures[] {
  const places = placesByParent(records, addresses);
  const known = new Map(earlier.features.map((person) => [person.recordId, person]));
  const features: PersonFeatures[] = [];
  for (const record of records.values()) {
    if (record.kind !== 'person') continue;
    const ofEvent = record.parent_record_id === null ? [] : (places.get(record.parent_record_id) ?? []);
    const ofPerson = [...(places.get(record.record_id) ?? []), ...ofEvent].toSorted(byText);
    const same = earlier.records.get(record.record_id) === record ? known.get(record.record_id) : undefined;
    if (same && arePlacesEqual(same.places, ofPerson)) {
      features.push(same);
      continue;
    }
    features.push({
      recordId: record.record_id,
      bsnToken: record.bsn_token,
      surnames: surnamesOf(record),
      givenNames: givenNamesOf(record.given_names),
      birthDate: record.birth_date,
      phone: record.phone,
      places: ofPerson,
    });
  }
  return features.toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1));
}

const arePlacesEqual = (a: readonly Place[], b: readonly Place[]): boolean =>
  a.length === b.length &&
  a.every((place, at) => {
    const other = b[at];
    return (
      place.address === other?.address &&
      place.number === other.number &&
      place.from === other.from &&
      place.to === other.to &&
      place.event === other.event
    );
  });

const byText = (a: Place, b: Place): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

function placesByParent(
  records: ReadonlyMap<string, LinkRecord>,
  addresses: ReadonlyMap<string, string>,
): ReadonlyMap<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const record of records.values()) {
    const parent = record.parent_record_id === null ? undefined : records.get(record.parent_record_id);
    const address = addresses.get(record.record_id);
    if (!parent || address === undefined) continue;
    const own = parent.kind === 'person';
    if (!own && record.role !== 'location') continue;
    const place = {
      address,
      number:
        record.postcode === null || record.house_number === null
          ? undefined
          : `${record.postcode} ${record.house_number}`,
      from: record.valid_from,
      to: own ? record.valid_to : record.valid_from,
      event: own ? null : parent.record_id,
    };
    const known = places.get(parent.record_id);
    if (known) known.push(place);
    else places.set(parent.record_id, [place]);
  }
  return places;
}

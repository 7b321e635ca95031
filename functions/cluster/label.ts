import type { RecordKind } from '#schemas/ids.ts';
import type { EventType, SourceRecord } from '#schemas/record.ts';

/** What people read for an entity, from its most believable record that tells something. Restricted: it identifies. */
export function labelOf(kind: RecordKind, standing: readonly SourceRecord[]): string {
  for (const record of standing) {
    const label = LABELS[kind](record);
    if (label !== '') return label;
  }
  return NAMELESS[kind];
}

const NAMELESS: Readonly<Record<RecordKind, string>> = {
  person: 'Person without a name',
  address: 'Address without a street',
  company: 'Company without a name',
  vehicle: 'Vehicle without a plate',
  event: 'Event',
};

const words = (...parts: readonly (string | number | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' ');

/** Own and partner's name in the order of the BRP's *aanduiding naamgebruik*. */
function surnames(record: SourceRecord): string {
  const own = words(record.surname_prefix, record.surname);
  const partner = words(record.partner_surname_prefix, record.partner_surname);
  if (partner === '') return own;
  if (record.name_use === 'P') return partner;
  if (record.name_use === 'V') return `${partner}-${own}`;
  return record.name_use === 'N' ? `${own}-${partner}` : own;
}

function personLabel(record: SourceRecord): string {
  const name = words(record.given_names, surnames(record));
  if (name === '') return record.phone ?? '';
  return record.birth_date === null ? name : `${name} (${record.birth_date})`;
}

function addressLabel(record: SourceRecord): string {
  if (record.street === null && record.postcode === null) return record.address_text ?? '';
  const addition = record.house_addition === null ? '' : `-${record.house_addition}`;
  const number =
    record.house_number === null ? null : `${record.house_number}${record.house_letter ?? ''}${addition}`;
  const postcode =
    record.postcode === null ? null : `${record.postcode.slice(0, 4)} ${record.postcode.slice(4)}`;
  return [words(record.street, number), words(postcode, record.town)]
    .filter((part) => part !== '')
    .join(', ');
}

const EVENT_NAMES: Readonly<Record<EventType, string>> = {
  report: 'Report',
  raid: 'Raid',
  valuation: 'Valuation',
  transfer: 'Transfer',
  restriction: 'Restriction',
  benefit: 'Benefit',
  consumption: 'Consumption',
  inspection: 'Inspection',
  officer_finding: 'Finding of an own officer',
  permit: 'Permit',
  letting: 'Letting',
  bibob_advice: 'Bibob advice',
};

function eventLabel(record: SourceRecord): string {
  const type = record.event_type === null ? 'Event' : EVENT_NAMES[record.event_type];
  return words(type, record.occurred_on, record.category === null ? null : `(${record.category})`);
}

const LABELS: Readonly<Record<RecordKind, (record: SourceRecord) => string>> = {
  person: personLabel,
  address: addressLabel,
  event: eventLabel,
  company: (record) =>
    words(record.company_name, record.kvk_number === null ? null : `(KVK ${record.kvk_number})`),
  vehicle: (record) => record.plate ?? '',
};

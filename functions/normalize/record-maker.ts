import { hash } from 'node:crypto';
import type { Pseudonyms } from '#ports';
import { type DeliveryId, type RecordId, idText, recordIdOf } from '#schemas/ids.ts';
import type { SourceRecord } from '#schemas/record.ts';

/** What a record says, as far as it is known. */
export type Content = Partial<
  Omit<
    SourceRecord,
    'record_id' | 'parent_record_id' | 'role' | 'kind' | 'delivery_id' | 'source' | 'line' | 'content_hash'
  >
>;

export type RecordMaker = {
  /** The only form in which a BSN goes on from here (R14). */
  bsnToken(bsn: string | null): string | null;
  /** The id that `subject` gives to a natural key. */
  subjectId(key: readonly string[]): RecordId;
  /** The record of a row's subject; `key` holds the natural key's values. */
  subject(kind: SourceRecord['kind'], key: readonly string[], line: number, content: Content): SourceRecord;
  /** Something that the row mentions; `place` tells mentions of one role apart and stays the same between deliveries. */
  mention(
    of: SourceRecord,
    kind: SourceRecord['kind'],
    role: SourceRecord['role'],
    place: string,
    content: Content,
  ): SourceRecord;
};

/** Makes the records of one delivery. Ids are keyed digests of source, natural key, role and place. */
export function recordMaker(source: string, deliveryId: DeliveryId, pseudonyms: Pseudonyms): RecordMaker {
  const recordId = (parts: readonly string[]): RecordId =>
    recordIdOf(pseudonyms.digest('record', [source, ...parts].join('\u0000')));
  const keys = new WeakMap<SourceRecord, readonly string[]>();
  const made = (
    of: Pick<SourceRecord, 'record_id' | 'parent_record_id' | 'role' | 'kind' | 'line'>,
    content: Content,
  ): SourceRecord => {
    // A clone whose members are then set keeps NOTHING's hidden class; several spreads in a row end as hash tables.
    const record: SourceRecord = {
      ...NOTHING,
      record_id: of.record_id,
      delivery_id: deliveryId,
      source,
      line: of.line,
      kind: of.kind,
      role: of.role,
      parent_record_id: of.parent_record_id,
      content_hash: contentHash(content),
    };
    return Object.assign(record, content);
  };
  return {
    bsnToken: (bsn) => (bsn === null ? null : idText(pseudonyms.digest('bsn', bsn))),
    subjectId: (key) => recordId([...key, 'subject', '']),
    subject: (kind, key, line, content) => {
      const record_id = recordId([...key, 'subject', '']);
      const record = made({ record_id, parent_record_id: null, role: 'subject', kind, line }, content);
      keys.set(record, key);
      return record;
    },
    mention: (of, kind, role, place, content) => {
      const record_id = recordId([...(keys.get(of) ?? [of.record_id]), role, place]);
      return made({ record_id, parent_record_id: of.record_id, role, kind, line: of.line }, content);
    },
  };
}

/** SHA-256 over the canonical JSON (names sorted, unknown left out) of what a record says. */
function contentHash(content: Content): string {
  const names = Object.keys(content);
  const shape = names.join(' ');
  let sorted = SORTED.get(shape);
  if (!sorted) {
    sorted = names.toSorted();
    // Normalizers make few shapes of content.
    if (SORTED.size < MOST_SHAPES) SORTED.set(shape, sorted);
  }
  const values: Readonly<Record<string, unknown>> = content;
  let text = '';
  for (const name of sorted) {
    const value = values[name];
    if (value !== null && value !== undefined)
      text += `${text === '' ? '{' : ','}"${name}":${JSON.stringify(value)}`;
  }
  return hash('sha256', text === '' ? '{}' : `${text}}`, 'hex');
}
const SORTED = new Map<string, readonly string[]>();
const MOST_SHAPES = 1000;

/** Everything unknown. */
const NOTHING = {
  valid_from: null,
  valid_to: null,
  in_research: [],
  bsn_token: null,
  given_names: null,
  surname_prefix: null,
  surname: null,
  partner_surname_prefix: null,
  partner_surname: null,
  name_use: null,
  birth_date: null,
  secrecy: null,
  suspension: null,
  phone: null,
  number_id: null,
  dwelling_id: null,
  building_id: null,
  street: null,
  house_number: null,
  house_letter: null,
  house_addition: null,
  postcode: null,
  town: null,
  address_text: null,
  dwelling_use: null,
  area_m2: null,
  dwelling_status: null,
  build_year: null,
  rd_x: null,
  rd_y: null,
  kvk_number: null,
  rsin: null,
  branch_number: null,
  company_name: null,
  legal_form: null,
  sbi_codes: null,
  officer_function: null,
  plate: null,
  share: null,
  event_type: null,
  occurred_on: null,
  category: null,
  channel: null,
  nature: null,
  description: null,
  taken_in_by: null,
  outcome: null,
  amounts: null,
  restricted_from: null,
  destroy_on: null,
} satisfies Omit<
  SourceRecord,
  'record_id' | 'parent_record_id' | 'role' | 'kind' | 'delivery_id' | 'source' | 'line' | 'content_hash'
>;

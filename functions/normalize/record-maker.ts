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
  const recordId = (key: readonly string[], role: string, place: string): RecordId =>
    recordIdOf(
      pseudonyms.digest('record', `${source}\u0000${key.join('\u0000')}\u0000${role}\u0000${place}`),
    );
  // Keys of one row's subjects: mentions follow their subject within the row.
  const keys = new Map<SourceRecord, readonly string[]>();
  let lineOfKeys = 0;
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
    subjectId: (key) => recordId(key, 'subject', ''),
    subject: (kind, key, line, content) => {
      const record_id = recordId(key, 'subject', '');
      const record = made({ record_id, parent_record_id: null, role: 'subject', kind, line }, content);
      if (line !== lineOfKeys) keys.clear();
      lineOfKeys = line;
      keys.set(record, key);
      return record;
    },
    mention: (of, kind, role, place, content) => {
      const record_id = recordId(keys.get(of) ?? [of.record_id], role, place);
      return made({ record_id, parent_record_id: of.record_id, role, kind, line: of.line }, content);
    },
  };
}

/** SHA-256 over the canonical JSON (names sorted, unknown left out) of what a record says. */
function contentHash(content: Content): string {
  const values: Readonly<Record<string, unknown>> = content;
  let text = '';
  for (const name of sortedNames(content)) {
    const value = values[name];
    if (value !== null && value !== undefined)
      text += `${text === '' ? '{' : ','}"${name}":${jsonText(value)}`;
  }
  return hash('sha256', text === '' ? '{}' : `${text}}`, 'hex');
}

/** Most texts need no escape, and then their JSON is they themselves in quotes. */
const jsonText = (value: unknown): string =>
  typeof value === 'string' && PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
const PLAIN = /^[ !#-[\]-\ud7ff]*$/;

/** Names of a content, sorted; normalizers make few shapes of it, so each is sorted once. */
function sortedNames(content: Content): readonly string[] {
  const names = Object.keys(content);
  for (const shape of SHAPES)
    if (shape.names.length === names.length && shape.names.every((name, at) => name === names[at]))
      return shape.sorted;
  const sorted = names.toSorted();
  if (SHAPES.length < MOST_SHAPES) SHAPES.push({ names, sorted });
  return sorted;
}
const SHAPES: { readonly names: readonly string[]; readonly sorted: readonly string[] }[] = [];
const MOST_SHAPES = 20;

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

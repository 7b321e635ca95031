import * as z from 'zod';
import { DeliveryId, RecordId, RecordKind } from './ids.ts';

/** A date as registers know it: `jjjj-mm-dd`, where `00` stands for an unknown day or month, e.g. `1978-03-00`. */
export const PartialDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * What a record is to its parent: the suspect of a raid, the address at which a person is registered … `registered_at`
 * is the BRP's word alone; a company is `established_at`, and what another file says of a person is `stated_at`.
 */
export const RecordRole = z.enum([
  'subject',
  'registered_at',
  'letter_address',
  'location',
  'mentioned',
  'suspect',
  'owner',
  'landlord',
  'installer',
  'tenant',
  'officer',
  'holder',
  'established_at',
  'stated_at',
  'predecessor',
  'buyer',
  'seller',
  'client',
  'partner',
  'applicant',
  'manager',
  'financier',
]);
export type RecordRole = z.infer<typeof RecordRole>;

export const EventType = z.enum([
  'report',
  'raid',
  'valuation',
  'transfer',
  'restriction',
  'benefit',
  'consumption',
  'inspection',
  'officer_finding',
  'permit',
  'letting',
  'bibob_advice',
]);
export type EventType = z.infer<typeof EventType>;

const text = z.string().min(1).nullable();
const whole = z.int().nullable();

/**
 * One thing that one row of a source says: the row's subject (a person, an address, an event) or something that it
 * mentions (the suspect in a raid, the address of a person), which then names its parent. Unknown is null, never a
 * default. Field names are the column names of the table `records` (restricted).
 */
export const SourceRecord = z.strictObject({
  record_id: RecordId,
  parent_record_id: RecordId.nullable(),
  role: RecordRole,
  kind: RecordKind,
  delivery_id: DeliveryId,
  source: z.string().min(1),
  /** Line of the dropped file on which the row begins, counted from 1. */
  line: z.int().min(1),
  /** ISO days between which the statement holds; `valid_to` null = still. */
  valid_from: z.iso.date().nullable(),
  valid_to: z.iso.date().nullable(),
  /** Columns of this record that are under investigation (BRP *in onderzoek*), sorted; R12. */
  in_research: z.array(z.string()),
  /** SHA-256 over the content, without delivery and line: equal means nothing changed. */
  content_hash: z.string(),

  // person
  bsn_token: text,
  given_names: text,
  surname_prefix: text,
  surname: text,
  partner_surname_prefix: text,
  partner_surname: text,
  /** BRP *aanduiding naamgebruik*: E own, N own then partner, P partner, V partner then own. */
  name_use: z.enum(['E', 'N', 'P', 'V']).nullable(),
  birth_date: PartialDate.nullable(),
  /** BRP *indicatie geheimhouding*. */
  secrecy: z.boolean().nullable(),
  /** BRP *opschorting bijhouding*: O deceased, E emigrated, M ministerial, R registered elsewhere, F error. */
  suspension: z.enum(['O', 'E', 'M', 'R', 'F']).nullable(),
  phone: text,

  // address (of its own in BAG, or as mentioned elsewhere)
  /** BAG *nummeraanduiding*, 16 digits. */
  number_id: text,
  /** BAG *verblijfsobject*, *ligplaats* or *standplaats*, 16 digits. */
  dwelling_id: text,
  building_id: text,
  street: text,
  house_number: whole,
  house_letter: text,
  house_addition: text,
  postcode: text,
  town: text,
  /** The words as dropped, where an address came as free text. */
  address_text: text,
  dwelling_use: text,
  area_m2: whole,
  dwelling_status: text,
  build_year: whole,
  /** RD (EPSG:28992), metres. */
  rd_x: z.number().nullable(),
  rd_y: z.number().nullable(),

  // company, vehicle
  kvk_number: text,
  /** Of legal persons and partnerships. Has a BSN's shape and is never matched with one. */
  rsin: text,
  /** KVK *vestigingsnummer*, 12 digits. */
  branch_number: text,
  company_name: text,
  legal_form: text,
  /** Main activity first, divided by `|`. */
  sbi_codes: text,
  /** What an officer of a company is: director, shareholder … */
  officer_function: text,
  plate: text,
  /** Part of the property, 0 to 1. */
  share: z.number().nullable(),

  // event: what happened, or what was established, granted or measured
  event_type: EventType.nullable(),
  occurred_on: PartialDate.nullable(),
  category: text,
  channel: text,
  /** R11: what was observed, or what somebody makes of it. Judgements weigh 0. */
  nature: z.enum(['fact', 'judgement']).nullable(),
  description: text,
  /** The team or function that took a report in, or that looked; never who made the report. */
  taken_in_by: text,
  /** What a check came to. "Nothing found" counts as much as a hit (R23). */
  outcome: text,
  /** Amounts found, with the unit in the name, e.g. {"hemp_plants":120}. */
  amounts: z.record(z.string(), z.number()).nullable(),

  // R8, own-officer data
  /** From this day on the record is open to a targeted search only: no linking, scores, alerts. */
  restricted_from: z.iso.date().nullable(),
  /** The day by which the record is gone from every store. */
  destroy_on: z.iso.date().nullable(),
});
export type SourceRecord = z.infer<typeof SourceRecord>;

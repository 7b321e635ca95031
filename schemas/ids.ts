import * as z from 'zod';

/** Ids carry their kind as a prefix, so that a person's id can never pass where an address's is asked (R2). */
const prefixed = <Brand extends string>(prefix: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}-[a-z2-7]{26}$`),
      `expected an id of the form ${prefix}-… (26 base-32 characters)`,
    )
    .brand<Brand>();

export const DeliveryId = prefixed<'DeliveryId'>('dlv');
export type DeliveryId = z.infer<typeof DeliveryId>;

/** Keyed HMAC of source, natural key and role: an unkeyed hash of nine digits can be reversed. */
export const RecordId = prefixed<'RecordId'>('rec');
export type RecordId = z.infer<typeof RecordId>;

export const RecordKind = z.enum(['person', 'address', 'company', 'vehicle', 'event']);
export type RecordKind = z.infer<typeof RecordKind>;

export const ENTITY_PREFIX = {
  person: 'per',
  address: 'adr',
  company: 'com',
  vehicle: 'veh',
  event: 'evt',
} as const satisfies Record<RecordKind, string>;

export const EntityId = prefixed<'EntityId'>('(?:per|adr|com|veh|evt)');
export type EntityId = z.infer<typeof EntityId>;

/** What batch scoring may take: addresses and companies, never persons (R2). */
export const ScorableEntityId = prefixed<'EntityId'>('(?:adr|com)');
export type ScorableEntityId = z.infer<typeof ScorableEntityId>;

export const FindingId = prefixed<'FindingId'>('fnd');
export type FindingId = z.infer<typeof FindingId>;

export const CandidateId = prefixed<'CandidateId'>('cnd');
export type CandidateId = z.infer<typeof CandidateId>;

export const IntakeId = prefixed<'IntakeId'>('int');
export type IntakeId = z.infer<typeof IntakeId>;

export const CaseId = prefixed<'CaseId'>('cas');
export type CaseId = z.infer<typeof CaseId>;

export const TaskId = prefixed<'TaskId'>('tsk');
export type TaskId = z.infer<typeof TaskId>;

export const NoteId = prefixed<'NoteId'>('nte');
export type NoteId = z.infer<typeof NoteId>;

export const InterventionId = prefixed<'InterventionId'>('itv');
export type InterventionId = z.infer<typeof InterventionId>;

/** A community of the network; it keeps its id over versions. */
export const CommunityId = prefixed<'CommunityId'>('net');
export type CommunityId = z.infer<typeof CommunityId>;

export const ListId = prefixed<'ListId'>('lst');
export type ListId = z.infer<typeof ListId>;

export const EntryId = prefixed<'EntryId'>('ent');
export type EntryId = z.infer<typeof EntryId>;

export const SubscriptionId = prefixed<'SubscriptionId'>('sub');
export type SubscriptionId = z.infer<typeof SubscriptionId>;

export const AlertId = prefixed<'AlertId'>('alt');
export type AlertId = z.infer<typeof AlertId>;

export const OutcomeId = prefixed<'OutcomeId'>('out');
export type OutcomeId = z.infer<typeof OutcomeId>;

export const PatternId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{2,62}$/, 'expected lower-case words joined by _')
  .brand<'PatternId'>();
export type PatternId = z.infer<typeof PatternId>;

const ALPHABET = Buffer.from('abcdefghijklmnopqrstuvwxyz234567');
const CHARACTERS = 26;
const RECORD_PREFIX = 'rec-';

/** The characters are put into one kept buffer: a million ids put together letter by letter take a second. */
const written = Buffer.from(`${RECORD_PREFIX}${'a'.repeat(CHARACTERS)}`);

/** The first 130 bits of a digest as the 26 lower-case base-32 characters (RFC 4648) of an id. */
export function idText(digest: Uint8Array): string {
  write(digest);
  return written.toString('latin1', RECORD_PREFIX.length);
}

/** The record id of a digest. Not parsed: nothing else is written here, and a file has millions. */
export function recordIdOf(digest: Uint8Array): RecordId {
  write(digest);
  const id = written.toString('latin1');
  if (!isRecordId(id)) throw new RangeError('unreachable: the prefix stands before every id');
  return id;
}

function write(digest: Uint8Array): void {
  if (digest.length < 17) throw new RangeError('an id needs a digest of at least 17 bytes');
  for (let at = 0; at < CHARACTERS; at += 1) {
    const byte = (at * 5) >> 3;
    const two = ((digest[byte] ?? 0) << 8) | (digest[byte + 1] ?? 0);
    written[RECORD_PREFIX.length + at] = ALPHABET[(two >> (11 - ((at * 5) & 7))) & 31] ?? 0;
  }
}

/** Cheaper than the schema, for what the program itself wrote. */
export const isRecordId = (id: string): id is RecordId =>
  id.startsWith(RECORD_PREFIX) && id.length === RECORD_PREFIX.length + CHARACTERS;

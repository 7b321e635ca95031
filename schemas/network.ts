import * as z from 'zod';
import { CommunityId, EntityId, RecordKind } from './ids.ts';
import { TableFiles } from './version.ts';

/** A member of a community. Persons are members and nothing else: no figure is theirs (R2). */
export const CommunityMember = z.strictObject({
  entity_id: EntityId,
  community_id: CommunityId,
  /** Of the whole community. */
  members: z.int(),
  /** How many members of each kind the community has. */
  kinds: z.partialRecord(RecordKind, z.int()),
});
export type CommunityMember = z.infer<typeof CommunityMember>;

/** What connects communities: an address, a company, a vehicle or an event, never a person (R2). */
export const BrokerId = EntityId.refine((id) => !id.startsWith('per-'), 'a person is no broker (R2)');

export const Broker = z.strictObject({
  entity_id: BrokerId,
  /** How many communities it belongs to or is tied to, and which. */
  communities: z.int().min(2),
  joined: z.array(CommunityId),
  /** Share of the shortest ways between two others of its connected part that run through it, 0 to 1. */
  betweenness: z.number().min(0).max(1),
  degree: z.int(),
});
export type Broker = z.infer<typeof Broker>;

/** The shortest way between the places of two raids; `via` holds what lies between, in order. */
export const NetworkPath = z.strictObject({
  from_entity_id: EntityId,
  to_entity_id: EntityId,
  /** Ties. */
  length: z.int().min(1),
  via: z.array(EntityId),
});
export type NetworkPath = z.infer<typeof NetworkPath>;

/** What became of a community of late. */
export const NetworkChange = z.strictObject({
  community_id: CommunityId,
  event: z.enum(['created', 'grown', 'shrunk', 'merged', 'split', 'dissolved']),
  /** merged: into which; split: from which. */
  other_community_id: CommunityId.nullable(),
  /** Addresses, companies, vehicles and events; people are not counted. */
  members_before: z.int(),
  members_after: z.int(),
  /** Day on which `members_before` ceased to hold, and the version of the last change. */
  since: z.iso.date(),
  in_version: z.int(),
});
export type NetworkChange = z.infer<typeof NetworkChange>;

/** How a version's network came about, kept so that a version that changes nothing of it can take it over. */
export const NetworkRun = z.strictObject({
  version: z.int().min(1),
  /** The version whose ties it was computed from, and the day on which it stands. */
  computed: z.int().min(1),
  as_of: z.iso.date(),
  /** Digest of the rules and limits that it was computed with. */
  rules: z.string(),
  files: z.array(TableFiles),
});
export type NetworkRun = z.infer<typeof NetworkRun>;

/** Key of a version's `NetworkRun` in the lake bucket. */
export const networkRunKey = (version: number): string => `work/network/version=${version}.json`;

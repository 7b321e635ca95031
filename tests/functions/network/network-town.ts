import { createHash } from 'node:crypto';
import { type EventFacts, eventFacts } from '#network/event-facts.ts';
import { networkGraph } from '#network/network-graph.ts';
import { type TieList, tieList } from '#network/tie-list.ts';
import type { Entity, Relation } from '#schemas/entity.ts';
import { ENTITY_PREFIX, EntityId, RecordId, RecordKind, idText } from '#schemas/ids.ts';
import { type EventType, RecordRole } from '#schemas/record.ts';

export const AS_OF = '2026-10-01';

const digest = (text: string) => idText(createHash('sha256').update(text).digest());
export const id = (kind: RecordKind, name: string): EntityId =>
  EntityId.parse(`${ENTITY_PREFIX[kind]}-${digest(name)}`);
export const home = (name: string) => id('address', name);
export const person = (name: string) => id('person', name);
export const company = (name: string) => id('company', name);

type Since = { readonly since?: string; readonly until?: string; readonly inResearch?: boolean };

/** A town of relations and events, in which tests plant what should hang together and what should not. */
export class NetworkTown {
  readonly relations: Relation[] = [];
  readonly entities = new Map<string, Entity>();
  readonly #seed: string;

  constructor(seed = '') {
    this.#seed = seed;
  }

  relate(
    from: EntityId,
    role: RecordRole,
    to: EntityId,
    { since = '2024-01-01', until, inResearch = false }: Since = {},
  ): this {
    const record_id = RecordId.parse(`rec-${digest(`${this.#seed} ${this.relations.length}`)}`);
    this.relations.push({
      from_entity_id: from,
      to_entity_id: to,
      role,
      since,
      until: until ?? null,
      record_id,
      in_research: inResearch,
    });
    for (const each of [from, to]) if (!this.entities.has(each)) this.#add(each, {});
    return this;
  }

  /** Who lives where. */
  live(names: readonly string[], place: string, since: Since = {}): this {
    for (const name of names) this.relate(person(name), 'registered_at', home(place), since);
    return this;
  }

  /** An event at a place with who had which part in it. */
  event(
    type: EventType,
    name: string,
    place: string,
    parts: Partial<Record<RecordRole, readonly EntityId[]>> = {},
    { on = '2026-03-01', nature = 'fact', ...since }: Since & { on?: string; nature?: string } = {},
  ): EntityId {
    const event = id('event', name);
    this.#add(event, { event_type: type, occurred_on: on, nature });
    this.relate(event, 'location', home(place), { since: on, ...since });
    for (const [role, all] of Object.entries(parts))
      for (const party of all) this.relate(event, RecordRole.parse(role), party, { since: on, ...since });
    return event;
  }

  raid(name: string, place: string, suspects: readonly string[], on = '2026-03-01'): EntityId {
    return this.event('raid', name, place, { suspect: suspects.map(person) }, { on });
  }

  ties(asOf = AS_OF): TieList {
    const events = new Map<string, EventFacts>();
    for (const entity of this.entities.values()) {
      const facts = eventFacts(entity);
      if (facts) events.set(entity.entity_id, facts);
    }
    return tieList(this.relations, events, asOf);
  }

  graph(asOf = AS_OF) {
    return networkGraph(this.ties(asOf));
  }

  #add(entity_id: EntityId, attributes: Entity['attributes']): void {
    const kind = RecordKind.options.find((each) => entity_id.startsWith(`${ENTITY_PREFIX[each]}-`));
    if (!kind) throw new TypeError(`${entity_id} has no kind`);
    this.entities.set(entity_id, {
      entity_id,
      kind,
      first_seen: '2024-01-01',
      last_seen: '2026-09-01',
      attributes,
    });
  }
}

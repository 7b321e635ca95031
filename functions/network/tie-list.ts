import type { Relation } from '#schemas/entity.ts';
import type { EventType, RecordRole } from '#schemas/record.ts';
import type { EventFacts } from './event-facts.ts';
import { TIE_RULES, type TieRule } from './tie-rules.ts';

export type TieRelation = Pick<
  Relation,
  'from_entity_id' | 'to_entity_id' | 'role' | 'since' | 'until' | 'in_research'
>;

/** Ties by number of entity, each pair once per rule; `rules[i]` is the place of tie i's rule in `TIE_RULES`. */
export type TieList = {
  readonly ids: readonly string[];
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly rules: Uint8Array;
  /** Entities that are raids. */
  readonly raids: ReadonlySet<number>;
};

const RULE_OF: ReadonlyMap<string, number> = new Map(
  TIE_RULES.flatMap(({ event, roles }, at) => roles.map((role) => [`${event ?? ''} ${role}`, at] as const)),
);

/** Place of the rule by which a role ties, -1 for none. */
export const ruleAt = (role: RecordRole, event: EventType | null): number =>
  RULE_OF.get(`${event ?? ''} ${role}`) ?? -1;

/**
 * The relations that carry on a day. Left out: what no rule names, what is a judgement (R11), what rests on a field
 * under investigation (R12), what lies before the rule's months or after the day.
 */
export function tieList(
  relations: Iterable<TieRelation>,
  events: ReadonlyMap<string, EventFacts>,
  asOf: string,
): TieList {
  const oldest = TIE_RULES.map(({ months }) => monthsBefore(asOf, months));
  const numbers = new Map<string, number>();
  const ids: string[] = [];
  const numberOf = (id: string): number => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, ids.length);
    return ids.push(id) - 1;
  };
  const left: number[] = [];
  const right: number[] = [];
  const rules: number[] = [];
  const seen = new Set<number>();
  const raids = new Set<number>();
  for (const relation of relations) {
    if (relation.in_research || relation.from_entity_id === relation.to_entity_id) continue;
    const event = events.get(relation.from_entity_id);
    if (!event && relation.from_entity_id.startsWith('evt-')) continue;
    const at = event?.isJudgement === true ? -1 : ruleAt(relation.role, event?.type ?? null);
    const rule = TIE_RULES[at];
    if (!rule || !carries(relation, event, rule, oldest[at] ?? asOf, asOf)) continue;
    const a = numberOf(relation.from_entity_id);
    const b = numberOf(relation.to_entity_id);
    if (event?.type === 'raid') raids.add(a);
    // Several records may say one thing. The key fits 2^53 for 20 million entities.
    const key = (Math.min(a, b) * 0x2000000 + Math.max(a, b)) * TIE_RULES.length + at;
    if (seen.has(key)) continue;
    seen.add(key);
    left.push(a);
    right.push(b);
    rules.push(at);
  }
  return {
    ids,
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    rules: Uint8Array.from(rules),
    raids,
  };
}

function carries(
  { since, until }: TieRelation,
  event: EventFacts | undefined,
  rule: TieRule,
  oldest: string,
  asOf: string,
): boolean {
  const from = since ?? event?.firstSeen ?? null;
  if (from !== null && from > asOf) return false;
  const last = until ?? (rule.lasts ? null : from);
  return last === null || last > asOf || last >= oldest;
}

/** The ISO day so many months before another; a day that the month has not becomes its last. */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = year * 12 + (month - 1) - months;
  const length = new Date(Date.UTC(Math.floor(first / 12), (first % 12) + 1, 0)).getUTCDate();
  const moved = new Date(Date.UTC(Math.floor(first / 12), first % 12, Math.min(date, length)));
  return moved.toISOString().slice(0, 10);
}

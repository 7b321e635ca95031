import type { Pool } from '../threads/pool.ts';
import { keysOfRule, weighCrossed } from './crossed.ts';
import type { Identified } from './identify.ts';
import { keyOffsets } from './keys.ts';
import { localRows } from './local-rows.ts';
import type { OpenIndex } from './open-index.ts';
import { type OverLimit, planRule, type RulePlan } from './plan-blocks.ts';
import { scoreNew } from './score-new.ts';
import { keyWordsOf } from './segment.ts';
import { SlotSet } from './slot-set.ts';
import type { SlotRows } from './slot-rows.ts';
import type { SlotEdges } from './stored-edges.ts';

export type WeighInput = {
  readonly index: OpenIndex;
  readonly identified: Identified;
  readonly rows: SlotRows;
  /** Slots that are dead after the drop. */
  readonly dead: SlotSet;
  readonly pool: Pool;
  readonly now: () => number;
};

export type Weighed = {
  /** What the drop does to edges among rows alive; NaN = no edge any more. The smaller slot first. */
  readonly edges: SlotEdges;
  readonly pairsScored: number;
  /** Old rows that new ones were compared with. */
  readonly candidates: number;
  readonly overLimit: readonly OverLimit[];
  readonly seconds: { readonly block: number; readonly read: number; readonly score: number };
};

/** Finds the blocks that a drop touches, reads their rows and weighs what is new in them. */
export async function weighDrop(input: WeighInput): Promise<Weighed> {
  const { index, identified, rows, dead, pool, now } = input;
  const { manifest } = index;
  const started = now();
  const plans = await planRules(input);
  const blocked = now();
  const groups = plans.flatMap(({ crossed }) => crossed).filter((group) => group.length > 1);
  const candidates = oldRowsOf(plans, groups, manifest.nextSlot);
  await rows.need(candidates);
  const slots = new Uint32Array(candidates.length + identified.fresh.length);
  slots.set(candidates);
  for (let at = 0; at < identified.fresh.length; at++) slots[candidates.length + at] = manifest.nextSlot + at;
  const local = localRows(
    rows.store,
    slots.map((slot) => rows.row(slot)),
  );
  const places = new Int32Array(manifest.nextSlot + identified.fresh.length);
  for (let place = 0; place < local.order.length; place++)
    places[rows.store.slots[local.order[place] ?? 0] ?? 0] = place;
  const placeOfSlot = (slot: number) => places[slot] ?? -1;
  const read = now();
  const scored = await scoreNew({
    local,
    model: manifest.model,
    planned: plans.map(({ planned }) => planned),
    places,
    firstFresh: manifest.nextSlot,
    keepBits: manifest.keepBits,
    pool,
  });
  const crossed =
    groups.length === 0
      ? undefined
      : await weighCrossed({ index, identified, groups, dead, local, placeOfSlot });
  const slotOf = (place: number) => rows.store.slots[local.order[place] ?? 0] ?? 0;
  return {
    edges: joined(scored.edges, slotOf, crossed?.changed),
    pairsScored: scored.pairsScored + (crossed?.pairsScored ?? 0),
    candidates: candidates.length,
    overLimit: plans.flatMap(({ overLimit }) => overLimit),
    seconds: {
      block: (blocked - started) / 1000,
      read: (read - blocked) / 1000,
      score: (now() - read) / 1000,
    },
  };
}

async function planRules({ index, identified, dead }: WeighInput): Promise<RulePlan[]> {
  const { blocking } = index.manifest.model;
  const offsets = keyOffsets(blocking);
  const width = offsets.at(-1) ?? 0;
  const plans: RulePlan[] = [];
  for (const [at, rule] of blocking.entries()) {
    const of = (all: Uint32Array) => keysOfRule(all, width, offsets[at] ?? 0, keyWordsOf(rule));
    const change = {
      rule: at,
      fresh: of(identified.keys),
      gone: of(identified.goneKeys),
      also: new Uint32Array(),
    };
    plans.push(await planRule(index.objects, index.segments, dead, rule, change));
  }
  return plans;
}

function oldRowsOf(plans: readonly RulePlan[], groups: readonly Uint32Array[], end: number): Uint32Array {
  const old = new SlotSet(end);
  for (const { planned } of plans) {
    const members = planned.oldStarts[planned.count] ?? 0;
    for (let at = 0; at < members; at++) old.add(planned.oldMembers[at] ?? 0);
  }
  for (const group of groups) for (const slot of group) old.add(slot);
  return old.slots();
}

type LocalEdges = {
  readonly count: number;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  readonly bits: Float64Array;
};

function joined(
  parts: readonly LocalEdges[],
  slotOf: (place: number) => number,
  crossed: SlotEdges | undefined,
): SlotEdges {
  const count = parts.reduce((sum, part) => sum + part.count, 0) + (crossed?.count ?? 0);
  const slots = new Uint32Array(count);
  const others = new Uint32Array(count);
  const bits = new Float64Array(count);
  let used = 0;
  for (const part of parts)
    for (let at = 0; at < part.count; at++) {
      const one = slotOf(part.left[at] ?? 0);
      const other = slotOf(part.right[at] ?? 0);
      slots[used] = Math.min(one, other);
      others[used] = Math.max(one, other);
      bits[used++] = part.bits[at] ?? 0;
    }
  if (crossed) {
    slots.set(crossed.slots, used);
    others.set(crossed.others, used);
    bits.set(crossed.bits, used);
  }
  return { count, slots, others, bits };
}

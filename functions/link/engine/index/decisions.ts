import { decidedRows } from '../entities/decided-rows.ts';
import { tableOfRows } from '../table/table-of-rows.ts';
import type { Texts } from '../table/table.ts';
import { findIds, NO_SLOT } from './find-ids.ts';
import type { Decision } from '../entities/decision.ts';
import type { OpenIndex } from './open-index.ts';

/** Pairs of rows, `left[i] < right[i]`. */
export type RowPairs = { readonly count: number; readonly left: Uint32Array; readonly right: Uint32Array };

/** Slots of two rows on which people decided; of rows that are known now. */
export type DecidedSlots = {
  readonly decision: Decision['decision'];
  readonly one: number;
  readonly other: number;
};

const pairOf = ({ left, right }: Decision): string => JSON.stringify([left, right].toSorted());

/**
 * Earlier decisions and new ones; of two on one pair of rows the later holds. Throws InputError if they contradict each
 * other, also where rows are not there now: they may come back.
 */
export function laterDecisions(
  earlier: readonly Decision[],
  later: readonly Decision[],
): readonly Decision[] {
  if (later.length === 0) return earlier;
  const decided = new Map(earlier.map((decision) => [pairOf(decision), decision]));
  for (const decision of later) decided.set(pairOf(decision), decision);
  const all = [...decided.values()];
  const { rows, columns } = tableOfRows(
    ['id'],
    [...new Set(all.flatMap(({ left, right }) => [left, right]))].map((id) => [id]),
  );
  decidedRows(all, { rows, ids: columns });
  return all;
}

/** Ids as a list of distinct texts. */
export function textsOf(ids: Iterable<string>): Texts {
  const [column] = tableOfRows(
    ['id'],
    [...new Set(ids)].map((id) => [id]),
  ).columns;
  if (!column) throw new Error('A table has as many columns as names');
  return column.texts;
}

/** Decisions whose rows are both there after a change; `freshSlot`: where rows of the change will be. */
export async function decidedSlots(
  index: OpenIndex,
  decisions: readonly Decision[],
  freshSlot: (id: string) => number | undefined,
  isGone: (slot: number) => boolean,
): Promise<DecidedSlots[]> {
  if (decisions.length === 0) return [];
  const ids = [...new Set(decisions.flatMap(({ left, right }) => [left, right]))];
  const found = await findIds(index, textsOf(ids));
  const slotOf = new Map<string, number>();
  for (const [at, id] of ids.entries()) {
    const slot = freshSlot(id) ?? found[at] ?? NO_SLOT;
    if (slot !== NO_SLOT && !isGone(slot)) slotOf.set(id, slot);
  }
  return decisions.flatMap(({ decision, left, right }) => {
    const one = slotOf.get(left);
    const other = slotOf.get(right);
    return one === undefined || other === undefined ? [] : [{ decision, one, other }];
  });
}

/** Decisions among some rows, as pairs of their places. */
export function decidedPairs(
  decided: readonly DecidedSlots[],
  decision: Decision['decision'],
  placeOf: (slot: number) => number | undefined,
): RowPairs {
  const pairs = decided
    .filter((each) => each.decision === decision)
    .map(({ one, other }) => [placeOf(one), placeOf(other)] as const)
    .flatMap(([one, other]) =>
      one === undefined || other === undefined ? [] : [[Math.min(one, other), Math.max(one, other)] as const],
    );
  return {
    count: pairs.length,
    left: Uint32Array.from(pairs, ([left]) => left),
    right: Uint32Array.from(pairs, ([, right]) => right),
  };
}

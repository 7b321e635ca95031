import type { Candidate } from '#schemas/case.ts';
import type { Verdict } from '#schemas/fairness.ts';
import { inLotOrder } from './random-draw.ts';

export type WorkListInput = {
  /** Of one status, targeted and random; expired ones are left out here (R21). */
  readonly candidates: readonly Candidate[];
  /** Today, as YYYY-MM-DD. */
  readonly day: string;
  /** What the fairness gate says (R26); null while it says nothing. */
  readonly gate: Verdict | null;
  /** Of the list, the share that came by lot (R20), above 0 and below 1. */
  readonly share: number;
  /** The same seed gives the same list: the judged version. */
  readonly seed: string;
  /** By what targeted candidates are put in order: the calibrated chance; equal ones by score. */
  readonly rank: (candidate: Candidate) => number;
};

/**
 * The work list in the order in which it is to be worked through. With the gate's PASS the targeted part stands by rank,
 * and in each run of 1/share items one place, chosen by lot, is for an item of the random share: so every beginning
 * of the list holds its share of them, and no place tells (R20). Without PASS scores may not steer (R26): the whole list
 * stands in an order by lot.
 */
export function composeWorkList({ candidates, day, gate, share, seed, rank }: WorkListInput): Candidate[] {
  if (!(share > 0 && share < 1)) throw new RangeError(`a random share of ${share}`);
  const valid = candidates.filter(({ expires_on }) => expires_on >= day);
  const byId = new Map(valid.map((candidate) => [candidate.candidate_id, candidate]));
  const byLot = inLotOrder([...byId.keys()].sort(), `order ${seed}`).flatMap((id) => byId.get(id) ?? []);
  if (gate !== 'PASS') return byLot;

  const targeted = valid
    .filter(({ drawn }) => drawn === 'targeted')
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .sort(
      (left, right) =>
        right.rank - left.rank ||
        right.candidate.score - left.candidate.score ||
        (left.candidate.candidate_id < right.candidate.candidate_id ? -1 : 1),
    )
    .map(({ candidate }) => candidate);
  return mixed(
    targeted,
    byLot.filter(({ drawn }) => drawn === 'random'),
    { run: Math.round(1 / share), seed },
  );
}

/** One of `random` in each run of so many places, at a place by lot; what is left of either comes last. */
function mixed(
  targeted: readonly Candidate[],
  random: readonly Candidate[],
  { run, seed }: { readonly run: number; readonly seed: string },
): Candidate[] {
  const places = Array.from({ length: run }, (_, place) => String(place));
  const list: Candidate[] = [];
  let [nextTargeted, nextRandom] = [0, 0];
  while (list.length < targeted.length + random.length) {
    const [lucky] = inLotOrder(places, `place ${seed} ${list.length}`);
    for (const place of places) {
      const lot = place === lucky ? random[nextRandom] : undefined;
      const next = lot ?? targeted[nextTargeted] ?? random[nextRandom];
      if (next === undefined) break;
      if (next.drawn === 'random') nextRandom += 1;
      else nextTargeted += 1;
      list.push(next);
    }
  }
  return list;
}

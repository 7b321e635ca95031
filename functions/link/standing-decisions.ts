import type { LinkDecision } from '#schemas/link-decision.ts';

export type Decisions = {
  /** One per pair, none that contradicts another, in order of time. */
  readonly standing: readonly LinkDecision[];
  /** Decisions that earlier ones rule out: what was decided at the same moment, not knowing of each other. */
  readonly contradicted: readonly LinkDecision[];
};

/**
 * Of each pair the latest decision (ties: the one that keeps apart), and of those that contradict each other, by way of
 * others too, the earlier ones.
 */
export function standingDecisions(decisions: readonly LinkDecision[]): Decisions {
  const latest = new Map<string, LinkDecision>();
  for (const decision of decisions.toSorted(inOrder)) latest.set(pairOf(decision), decision);
  const group = new Map<string, string>();
  const find = (record: string): string => {
    const next = group.get(record);
    return next === undefined ? record : find(next);
  };
  const apart: LinkDecision[] = [];
  const standing: LinkDecision[] = [];
  const contradicted: LinkDecision[] = [];
  for (const decision of [...latest.values()].toSorted(inOrder)) {
    if (decision.decision === 'open') continue;
    const left = find(decision.left_record_id);
    const right = find(decision.right_record_id);
    const meet = (other: LinkDecision) => {
      const ends = [find(other.left_record_id), find(other.right_record_id)];
      return ends.includes(left) && ends.includes(right);
    };
    const refused = decision.decision === 'same' ? left !== right && apart.some(meet) : left === right;
    if (refused) {
      contradicted.push(decision);
      continue;
    }
    standing.push(decision);
    if (decision.decision === 'other') apart.push(decision);
    else if (left !== right) group.set(left, right);
  }
  return { standing, contradicted };
}

export const pairOf = ({
  left_record_id,
  right_record_id,
}: Pick<LinkDecision, 'left_record_id' | 'right_record_id'>): string =>
  `${left_record_id} ${right_record_id}`;

const RANK = { open: 0, same: 1, other: 2 } as const;

const inOrder = (a: LinkDecision, b: LinkDecision): number =>
  a.at < b.at
    ? -1
    : a.at > b.at
      ? 1
      : RANK[a.decision] - RANK[b.decision] || (pairOf(a) < pairOf(b) ? -1 : Number(pairOf(a) !== pairOf(b)));

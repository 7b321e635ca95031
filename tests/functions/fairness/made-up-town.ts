import { createHash } from 'node:crypto';
import { idText, ScorableEntityId } from '#schemas/ids.ts';
import type { AuditedSubject } from '#fairness/subject.ts';
import { seeded } from '../score/outcome-of.ts';

/**
 * A made-up town whose addresses fall into two groups of each of two attributes. Of each hundred `selectedShare` are
 * selected, of these `precision` right; `bias` multiplies how often group `b` of `first` is selected without cause.
 */
export function madeUpTown(
  seed: number,
  {
    addresses,
    selectedShare = 0.06,
    precision = 0.5,
    bias = 1,
  }: {
    readonly addresses: number;
    readonly selectedShare?: number;
    readonly precision?: number;
    readonly bias?: number;
  },
): AuditedSubject[] {
  const random = seeded(seed);
  return Array.from({ length: addresses }, (_, at): AuditedSubject => {
    const groups = { first: random() < 0.5 ? 'a' : 'b', second: random() < 0.5 ? 'x' : 'y' };
    const causeless = selectedShare * (1 - precision) * (groups.first === 'b' ? bias : 1);
    const lot = random();
    const right = lot < selectedShare * precision;
    const selected = lot < selectedShare * precision + causeless;
    return {
      entityId: addressId(seed, at),
      groups,
      selected,
      reviewed: selected,
      visited: selected,
      measureTaken: right && random() < 0.6,
      found: selected ? (right ? 'right' : 'wrong') : null,
    };
  });
}

const prefix = idText(createHash('sha256').update('made-up town').digest()).slice(0, 16);
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** Cheap, as a town has a hundred thousand. */
function addressId(seed: number, at: number): ScorableEntityId {
  let [tail, rest] = ['', seed * 1_000_000 + at];
  for (let place = 0; place < 10; place += 1) {
    tail = `${LETTERS[rest % 32] ?? 'a'}${tail}`;
    rest = Math.floor(rest / 32);
  }
  return ScorableEntityId.parse(`adr-${prefix}${tail}`);
}

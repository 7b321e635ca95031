import { type Code, f32, f32x4, i32, i32x4, join, v128, when, whileDo } from '../wasm/code.ts';
import type { Routine, Variable } from '../wasm/program.ts';
import type { SharedLayout } from './facts.ts';
import type { Lanes } from './lanes.ts';
import { LEVEL_BITS, LEVELS_PER_WORD, type OwnLayout } from './own-layout.ts';
import type { WeighedComparison } from './pairs-routine.ts';
import { verdict } from './possible.ts';

/** What is added up for four pairs, and what helps to look at one of them. */
export type Sums = {
  readonly row: Variable;
  readonly others: Variable;
  /** Mask of the pairs that are not to be compared. */
  readonly skip: Variable;
  /** One bit per pair that something is to be done for. */
  readonly mask: Variable;
  /** Four times the number of the pair that is looked at. */
  readonly lane: Variable;
  readonly level: Variable;
  readonly bits: Variable;
  readonly pattern: readonly Variable[];
};

/** Runs statements for each bit that is set in `mask`, with `lane`. */
export const eachLane = ({ mask, lane }: Sums, ...statements: readonly Code[]): Code =>
  whileDo(
    mask.get,
    lane.set(i32.shl(i32.ctz(mask.get), i32.const(2))),
    ...statements,
    mask.set(i32.and(mask.get, i32.sub(mask.get, i32.const(1)))),
  );

/** Finds the level of every comparison for four pairs. */
export function compareFour(
  routine: Routine,
  lanes: Lanes,
  comparisons: readonly WeighedComparison[],
  own: OwnLayout,
  shared: SharedLayout,
  sums: Sums,
): Code {
  lanes.perFour.push(
    sums.bits.set(lanes.float(0)),
    ...sums.pattern.map((word) => word.set(lanes.constant(0))),
  );
  const masks = {
    open: routine.variable('v128'),
    unsure: routine.variable('v128'),
    hit: routine.variable('v128'),
  };
  for (const [index, weighed] of comparisons.entries())
    addComparison(lanes, weighed, index, own, shared, sums, masks);
  return join(...lanes.perFour);
}

type Masks = { readonly open: Variable; readonly unsure: Variable; readonly hit: Variable };

function addComparison(
  lanes: Lanes,
  { comparison, mostBits, level: alone }: WeighedComparison,
  index: number,
  own: OwnLayout,
  shared: SharedLayout,
  sums: Sums,
  { open, unsure, hit }: Masks,
): void {
  const word = sums.pattern[Math.floor(index / LEVELS_PER_WORD)];
  if (!word) return;
  const shift = LEVEL_BITS * (index % LEVELS_PER_WORD);
  const add = (...code: Code[]): void => {
    lanes.perFour.push(...code);
  };
  const known = lanes.known(comparison.field);
  let someUnsure = false;
  add(open.set(known), unsure.set(lanes.constant(0)));
  for (const [at, { tests }] of comparison.levels.entries()) {
    const verdicts = tests.map((test) => verdict(lanes, test, shared));
    const all = (masks: readonly Code[]): Code => masks.reduce((a, b) => v128.and(a, b), open.get);
    const certain = all(verdicts.map((one) => one.certain));
    const isLast = at === comparison.levels.length - 1;
    // Set apart for the look at the pair alone; only then the certain ones leave `open`.
    if (verdicts.some((one) => one.possible !== one.certain)) {
      someUnsure = true;
      const possible = all(verdicts.map((one) => one.possible));
      add(
        hit.set(certain),
        unsure.set(v128.or(unsure.get, v128.andNot(possible, hit.get))),
        open.set(v128.andNot(v128.andNot(open.get, hit.get), unsure.get)),
      );
    } else add(hit.set(certain), ...(isLast ? [] : [open.set(v128.andNot(open.get, hit.get))]));
    add(
      // Each pair has one level, hence nothing is added twice.
      sums.bits.set(f32x4.add(sums.bits.get, v128.and(hit.get, lanes.float(mostBits[at] ?? 0)))),
      word.set(v128.or(word.get, v128.and(hit.get, lanes.constant((at + 1) << shift)))),
    );
  }
  if (!someUnsure) return;
  const address = sums.lane.get;
  const bits = { memory: 0, address, offset: own.laneBits } as const;
  const pattern = { memory: 0, address, offset: own.lanePatterns } as const;
  const ofLevel = f32.load({
    memory: 0,
    address: i32.shl(sums.level.get, i32.const(2)),
    offset: own.weights + 4 * 2 ** LEVEL_BITS * index,
  });
  add(
    sums.mask.set(i32x4.bitmask(v128.andNot(unsure.get, sums.skip.get))),
    when(
      sums.mask.get,
      join(
        v128.store({ memory: 0, address: i32.const(own.laneBits) }, sums.bits.get),
        v128.store({ memory: 0, address: i32.const(own.lanePatterns) }, word.get),
        eachLane(
          sums,
          sums.level.set(alone.call(sums.row.get, i32.add(sums.others.get, sums.lane.get))),
          f32.store(bits, f32.add(f32.load(bits), ofLevel)),
          i32.store(
            pattern,
            i32.or(i32.load(pattern), i32.shl(i32.add(sums.level.get, i32.const(1)), i32.const(shift))),
          ),
        ),
        sums.bits.set(v128.load({ memory: 0, address: i32.const(own.laneBits) })),
        word.set(v128.load({ memory: 0, address: i32.const(own.lanePatterns) })),
      ),
    ),
  );
}

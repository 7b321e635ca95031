import type { Comparison } from '../../model/comparison.ts';
import { type Code, f32x4, giveBack, i32, i32x4, join, v128, when, whileDo } from '../wasm/code.ts';
import type { Program, Routine, Variable } from '../wasm/program.ts';
import { type Sums, compareFour, eachLane } from './compare-four.ts';
import type { SharedLayout } from './facts.ts';
import { Lanes } from './lanes.ts';
import { type OwnLayout, columnAt } from './own-layout.ts';
import { increase } from './text-arguments.ts';

/** A comparison with the most bits that each of its levels can give, and the routine for pairs looked at alone. */
export type WeighedComparison = {
  readonly comparison: Comparison;
  readonly mostBits: readonly number[];
  readonly level: Routine;
};

/**
 * Compares each row of a batch with those after it in its block, four at a time. Of every pair every comparison's
 * level is found and its bits are added up; pairs that have `least` bits are written down with their pattern of
 * levels. Parameters: the row to begin with, rows, and how many columns of skips count. Gives the row that it came
 * to, which is not the end if what it finds might not fit.
 */
export function pairsRoutine(
  program: Program,
  comparisons: readonly WeighedComparison[],
  own: OwnLayout,
  shared: SharedLayout,
): Routine {
  const routine = program.routine('comparePairs', ['i32', 'i32', 'i32'], 'i32');
  const rows = routine.parameter(1);
  const row = routine.hold('i32', i32.shl(routine.parameter(0).get, i32.const(2)));
  const others = routine.variable('i32');
  const end = routine.variable('i32');
  const lanes = new Lanes(routine, own, row, others);
  const sums: Sums = {
    row,
    others,
    skip: routine.variable('v128'),
    mask: routine.variable('i32'),
    lane: routine.variable('i32'),
    level: routine.variable('i32'),
    bits: routine.variable('v128'),
    pattern: Array.from({ length: own.patternWords }, () => routine.variable('v128')),
  };
  const found = routine.variable('i32');
  const pairs = routine.variable('i32');
  const skipping = skipLanes(routine, lanes, own, sums);
  const compared = compareFour(routine, lanes, comparisons, own, shared, sums);
  const kept = keepFound(lanes, own, sums, found);
  const notSkipped = i32x4.bitmask(v128.not(sums.skip.get));
  const counts = join(
    i32.store({ memory: 0, address: i32.const(own.foundCount) }, found.get),
    i32.store({ memory: 0, address: i32.const(own.pairCount) }, pairs.get),
  );
  const rest = i32.shr(i32.sub(end.get, row.get), i32.const(2));
  routine.add(
    ...lanes.perCall,
    whileDo(
      i32.lt(row.get, i32.shl(rows.get, i32.const(2))),
      end.set(i32.load({ memory: 0, address: row.get, offset: columnAt(own, { of: 'end' }) })),
      when(
        i32.gt(i32.add(found.get, rest), i32.const(own.foundCapacity)),
        join(counts, giveBack(i32.shr(row.get, i32.const(2)))),
      ),
      others.set(i32.add(row.get, i32.const(4))),
      when(i32.lt(others.get, end.get), join(...lanes.perRow)),
      whileDo(
        i32.lt(others.get, end.get),
        skipping,
        sums.mask.set(notSkipped),
        when(sums.mask.get, join(pairs.set(i32.add(pairs.get, i32.popcnt(sums.mask.get))), compared, kept)),
        increase(others, 16),
      ),
      increase(row, 4),
    ),
    counts,
    rows.get,
  );
  return routine;
}

/** Sets `skip`: beyond the block's end, found by an earlier rule, or of one input. */
function skipLanes(routine: Routine, lanes: Lanes, own: OwnLayout, { others, skip }: Sums): Code {
  const count = routine.parameter(2);
  const places = lanes.hold(lanes.perCall, 'places', () => i32x4.const([0, 4, 8, 12]));
  const code = [skip.set(i32x4.ge(i32x4.add(i32x4.splat(others.get), places), lanes.ofRow({ of: 'end' })))];
  for (let index = 0; index < own.skips; index++) {
    const source = { of: 'skip', index } as const;
    // Of a rule that does not come before this one: −1, which no row has.
    const off = lanes.hold(lanes.perCall, `off ${index}`, () =>
      i32x4.splat(i32.sub(i32.gt(count.get, i32.const(index)), i32.const(1))),
    );
    const row = lanes.once(`skip ${index} if on`, () => v128.or(lanes.ofRow(source), off));
    const ofOthers = v128.load({ memory: 0, address: others.get, offset: columnAt(own, source) });
    code.push(skip.set(v128.or(skip.get, i32x4.eq(row, ofOthers))));
  }
  return join(...code);
}

/** Writes down the pairs that have the bits. */
function keepFound(lanes: Lanes, own: OwnLayout, sums: Sums, found: Variable): Code {
  const least = lanes.hold(lanes.perCall, 'least', () =>
    v128.loadSplat({ memory: 0, address: i32.const(own.least) }),
  );
  const enough = v128.andNot(f32x4.ge(sums.bits.get, least), sums.skip.get);
  const address = i32.mul(found.get, i32.const(own.foundBytes));
  const write = (word: number, value: Code): Code =>
    i32.store({ memory: 0, address, offset: own.found + 4 * word }, value);
  return join(
    sums.mask.set(i32x4.bitmask(enough)),
    when(
      sums.mask.get,
      join(
        ...sums.pattern.map((word, index) =>
          v128.store({ memory: 0, address: i32.const(own.lanePatterns + 16 * index) }, word.get),
        ),
        eachLane(
          sums,
          write(0, i32.shr(sums.row.get, i32.const(2))),
          write(1, i32.shr(i32.add(sums.others.get, sums.lane.get), i32.const(2))),
          ...sums.pattern.map((_, index) =>
            write(
              2 + index,
              i32.load({ memory: 0, address: sums.lane.get, offset: own.lanePatterns + 16 * index }),
            ),
          ),
          increase(found),
        ),
      ),
    ),
  );
}

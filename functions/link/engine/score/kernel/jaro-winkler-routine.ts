import { WINKLER_PREFIX, WINKLER_SCALE } from '../../compare/jaro-winkler.ts';
import {
  type Code,
  choose,
  f64,
  giveBack,
  i32,
  i64,
  i8x16,
  join,
  v128,
  when,
  whileDo,
} from '../wasm/code.ts';
import type { Program, Routine, Variable } from '../wasm/program.ts';
import { TWO_TEXTS, increase, least, most, sharedByte, twoTexts } from './text-arguments.ts';

/** Texts up to so many bytes keep what is taken of them in one number of 64 bits. */
const SHORT = 64;

/** The first n bits, n ≤ 64. */
const firstBits = (n: Code): Code =>
  choose(
    i64.const(-1n),
    i64.sub(i64.shl(i64.const(1n), i64.fromI32(n)), i64.const(1n)),
    i32.ge(n, i32.const(64)),
  );

/**
 * Jaro-Winkler similarity, step for step the arithmetic of `compare/jaro-winkler.ts`, so that both give the same
 * float. Up to 64 bytes one byte of `a` is compared with 16 of `b` at once; of longer texts what is taken is marked
 * byte by byte in the thread's own memory, at `marks` and `marks + longest`.
 */
export function jaroWinklerRoutine(program: Program, marks: number, longest: number): Routine {
  const routine = program.routine('jaroWinkler', TWO_TEXTS, 'f64');
  const { lengthA, lengthB } = twoTexts(routine);
  const reach = routine.variable('i32');
  const m = routine.variable('i32');
  const t = routine.variable('i32');
  const half = i32.sub(i32.shr(most(lengthA.get, lengthB.get), i32.const(1)), i32.const(1));
  routine.add(
    reach.set(most(half, i32.const(0))),
    when(
      i32.le(most(lengthA.get, lengthB.get), i32.const(SHORT)),
      countByBits(routine, { reach, m, t }),
      countByMarks(routine, { reach, m, t }, marks, longest),
    ),
    when(i32.eqz(m.get), giveBack(f64.const(0))),
  );
  finish(routine, m, t);
  return routine;
}

type Counts = { readonly reach: Variable; readonly m: Variable; readonly t: Variable };

/** Counts matches and those out of order; which bytes are taken is a bit each. */
function countByBits(routine: Routine, { reach, m, t }: Counts): Code {
  const { a, lengthA, b, lengthB } = twoTexts(routine);
  const takenA = routine.variable('i64');
  const takenB = routine.variable('i64');
  const all = routine.variable('i64');
  const found = routine.variable('i64');
  const start = routine.variable('v128');
  const byte = routine.variable('v128');
  const i = routine.variable('i32');
  const equal = (bytes: Code): Code => i64.fromI32(i8x16.bitmask(i8x16.eq(byte.get, bytes)));
  const further = (offset: number): Code =>
    found.set(
      i64.or(
        found.get,
        i64.shl(equal(v128.load({ memory: 1, address: b.get, offset })), i64.const(BigInt(offset))),
      ),
    );
  const upTo = firstBits(i32.add(i32.add(i.get, reach.get), i32.const(1)));
  const before = firstBits(most(i32.sub(i.get, reach.get), i32.const(0)));
  const dropLowest = (taken: Variable): Code =>
    taken.set(i64.and(taken.get, i64.sub(taken.get, i64.const(1n))));
  const lowestByte = (text: Variable, taken: Variable): Code =>
    sharedByte(i32.add(text.get, i32.fromI64(i64.ctz(taken.get))));
  return join(
    start.set(v128.load({ memory: 1, address: b.get })),
    all.set(firstBits(lengthB.get)),
    takenA.set(i64.const(0n)),
    takenB.set(i64.const(0n)),
    i.set(i32.const(0)),
    whileDo(
      i32.lt(i.get, lengthA.get),
      byte.set(i8x16.splat(sharedByte(i32.add(a.get, i.get)))),
      found.set(equal(start.get)),
      when(
        i32.gt(lengthB.get, i32.const(16)),
        join(further(16), when(i32.gt(lengthB.get, i32.const(32)), join(further(32), further(48)))),
      ),
      found.set(
        i64.and(
          i64.and(found.get, all.get),
          i64.and(i64.xor(upTo, before), i64.xor(takenB.get, i64.const(-1n))),
        ),
      ),
      when(
        i32.eqz(i64.eqz(found.get)),
        join(
          // The lowest bit: the first byte within reach that is not taken.
          takenB.set(i64.or(takenB.get, i64.and(found.get, i64.sub(i64.const(0n), found.get)))),
          takenA.set(i64.or(takenA.get, i64.shl(i64.const(1n), i64.fromI32(i.get)))),
        ),
      ),
      increase(i),
    ),
    m.set(i32.fromI64(i64.popcnt(takenA.get))),
    whileDo(
      i32.eqz(i64.eqz(takenA.get)),
      t.set(i32.add(t.get, i32.ne(lowestByte(a, takenA), lowestByte(b, takenB)))),
      dropLowest(takenA),
      dropLowest(takenB),
    ),
  );
}

/** The same for texts of any length. */
function countByMarks(routine: Routine, { reach, m, t }: Counts, marks: number, longest: number): Code {
  const { a, lengthA, b, lengthB } = twoTexts(routine);
  const i = routine.variable('i32');
  const j = routine.variable('i32');
  const to = routine.variable('i32');
  const markedA = (at: Variable) => ({ memory: 0, address: at.get, offset: marks }) as const;
  const markedB = (at: Variable) => ({ memory: 0, address: at.get, offset: marks + longest }) as const;
  const isFree = i32.eqz(i32.load8(markedB(j)));
  const isEqual = i32.eq(sharedByte(i32.add(a.get, i.get)), sharedByte(i32.add(b.get, j.get)));
  const clear = (length: Variable, at: typeof markedA): Code =>
    join(
      i.set(i32.const(0)),
      whileDo(i32.lt(i.get, length.get), i32.store8(at(i), i32.const(0)), increase(i)),
    );
  return join(
    clear(lengthA, markedA),
    clear(lengthB, markedB),
    i.set(i32.const(0)),
    whileDo(
      i32.lt(i.get, lengthA.get),
      j.set(most(i32.sub(i.get, reach.get), i32.const(0))),
      to.set(least(i32.add(i32.add(i.get, reach.get), i32.const(1)), lengthB.get)),
      whileDo(
        i32.lt(j.get, to.get),
        when(
          i32.and(isFree, isEqual),
          join(
            i32.store8(markedA(i), i32.const(1)),
            i32.store8(markedB(j), i32.const(1)),
            increase(m),
            j.set(to.get),
          ),
        ),
        increase(j),
      ),
      increase(i),
    ),
    i.set(i32.const(0)),
    j.set(i32.const(0)),
    whileDo(
      i32.lt(i.get, lengthA.get),
      when(
        i32.load8(markedA(i)),
        join(whileDo(isFree, increase(j)), t.set(i32.add(t.get, i32.eqz(isEqual))), increase(j)),
      ),
      increase(i),
    ),
  );
}

/** (m/|a| + m/|b| + (m − ⌊t/2⌋)/m) / 3, and a tenth of what is missing to 1 for each of up to four equal first bytes. */
function finish(routine: Routine, m: Variable, t: Variable): void {
  const { a, lengthA, b, lengthB } = twoTexts(routine);
  const matches = routine.hold('f64', f64.fromI32(m.get));
  const similarity = routine.hold(
    'f64',
    f64.div(
      f64.add(
        f64.add(
          f64.div(matches.get, f64.fromI32(lengthA.get)),
          f64.div(matches.get, f64.fromI32(lengthB.get)),
        ),
        f64.div(f64.sub(matches.get, f64.fromI32(i32.shr(t.get, i32.const(1)))), matches.get),
      ),
      f64.const(3),
    ),
  );
  const prefix = routine.variable('i32');
  const longest = routine.hold('i32', least(least(lengthA.get, lengthB.get), i32.const(WINKLER_PREFIX)));
  const isEqual = i32.eq(sharedByte(i32.add(a.get, prefix.get)), sharedByte(i32.add(b.get, prefix.get)));
  routine.add(
    // Past the end of a text bytes of the next one stand, which the second condition leaves out.
    whileDo(i32.and(isEqual, i32.lt(prefix.get, longest.get)), increase(prefix)),
    f64.add(
      similarity.get,
      f64.mul(
        f64.mul(f64.fromI32(prefix.get), f64.const(WINKLER_SCALE)),
        f64.sub(f64.const(1), similarity.get),
      ),
    ),
  );
}

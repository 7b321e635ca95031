import { type Code, choose, giveBack, i32, when, whileDo } from '../wasm/code.ts';
import type { Program, Routine, Variable } from '../wasm/program.ts';
import { increase, least, most, sharedByte, twoTexts } from './text-arguments.ts';

/**
 * Whether the optimal string alignment distance of two texts is at most the fifth argument. What they begin and end
 * with alike is left out first; of the table only what lies so near the diagonal is computed, in three rows at
 * `rows` in the thread's own memory, `width` bytes each.
 */
export function editsRoutine(program: Program, rows: number, width: number): Routine {
  const routine = program.routine('withinEdits', ['i32', 'i32', 'i32', 'i32', 'i32'], 'i32');
  const { a, lengthA, b, lengthB } = twoTexts(routine);
  const limit = routine.parameter(4);
  const shorten = i32.const(-1);
  const drop = (length: Variable): Code => length.set(i32.add(length.get, shorten));
  const bothLeft = i32.and(i32.gt(lengthA.get, i32.const(0)), i32.gt(lengthB.get, i32.const(0)));
  const last = (text: Variable, length: Variable): Code =>
    sharedByte(i32.add(i32.add(text.get, length.get), i32.const(-1)));
  const twoEach = i32.and(i32.eq(lengthA.get, i32.const(2)), i32.eq(lengthB.get, i32.const(2)));
  const changedPlaces = i32.and(
    i32.eq(sharedByte(a.get), sharedByte(b.get, 1)),
    i32.eq(sharedByte(a.get, 1), sharedByte(b.get)),
  );
  routine.add(
    when(
      i32.gt(most(i32.sub(lengthA.get, lengthB.get), i32.sub(lengthB.get, lengthA.get)), limit.get),
      giveBack(i32.const(0)),
    ),
    whileDo(
      i32.and(bothLeft, i32.eq(sharedByte(a.get), sharedByte(b.get))),
      increase(a),
      increase(b),
      drop(lengthA),
      drop(lengthB),
    ),
    whileDo(i32.and(bothLeft, i32.eq(last(a, lengthA), last(b, lengthB))), drop(lengthA), drop(lengthB)),
    when(i32.eqz(bothLeft), giveBack(i32.const(1))),
    when(
      i32.eq(limit.get, i32.const(1)),
      giveBack(
        i32.or(
          i32.and(i32.eq(lengthA.get, i32.const(1)), i32.eq(lengthB.get, i32.const(1))),
          i32.and(twoEach, changedPlaces),
        ),
      ),
    ),
  );
  addTable(routine, rows, width);
  return routine;
}

/** The table, row by row; a cell further than `limit` from the diagonal is more than `limit` in any case. */
function addTable(routine: Routine, rows: number, width: number): void {
  const { a, lengthA, b, lengthB } = twoTexts(routine);
  const limit = routine.parameter(4);
  const i = routine.variable('i32');
  const j = routine.variable('i32');
  const to = routine.variable('i32');
  const cell = routine.variable('i32');
  const before = routine.hold('i32', i32.const(rows));
  const above = routine.hold('i32', i32.const(rows + width));
  const row = routine.hold('i32', i32.const(rows + 2 * width));
  const tooFar = i32.add(limit.get, i32.const(1));
  /** Column `column − 1 + shift` of a row. */
  const at = (line: Variable, column: Variable, shift = 1) =>
    ({
      memory: 0,
      address: i32.add(line.get, i32.shl(column.get, i32.const(2))),
      offset: 4 * shift,
    }) as const;
  const byteOf = (text: Variable, position: Variable, back: number): Code =>
    sharedByte(i32.add(i32.add(text.get, position.get), i32.const(-back)));
  const isEqual = i32.eq(byteOf(a, i, 1), byteOf(b, j, 1));
  const changedPlaces = i32.and(
    i32.and(i32.gt(i.get, i32.const(1)), i32.gt(j.get, i32.const(1))),
    i32.and(i32.eq(byteOf(a, i, 1), byteOf(b, j, 2)), i32.eq(byteOf(a, i, 2), byteOf(b, j, 1))),
  );
  routine.add(
    j.set(i32.const(0)),
    whileDo(
      i32.le(j.get, lengthB.get),
      i32.store(at(above, j, 2), j.get),
      i32.store(at(before, j, 2), tooFar),
      increase(j),
    ),
    i.set(i32.const(1)),
    whileDo(
      i32.le(i.get, lengthA.get),
      j.set(most(i32.sub(i.get, limit.get), i32.const(1))),
      to.set(least(i32.add(i.get, limit.get), lengthB.get)),
      // The cells beside the band: its left neighbour, and what the next row finds above its last one.
      i32.store(at(row, j, 1), choose(i.get, tooFar, i32.eq(j.get, i32.const(1)))),
      whileDo(
        i32.le(j.get, to.get),
        cell.set(i32.add(i32.load(at(above, j, 1)), i32.eqz(isEqual))),
        cell.set(least(cell.get, i32.add(i32.load(at(above, j, 2)), i32.const(1)))),
        cell.set(least(cell.get, i32.add(i32.load(at(row, j, 1)), i32.const(1)))),
        when(changedPlaces, cell.set(least(cell.get, i32.add(i32.load(at(before, j, 0)), i32.const(1))))),
        i32.store(at(row, j, 2), cell.get),
        increase(j),
      ),
      i32.store(at(row, j, 2), tooFar),
      cell.set(before.get),
      before.set(above.get),
      above.set(row.get),
      row.set(cell.get),
      increase(i),
    ),
    i32.le(i32.load(at(above, lengthB, 2)), limit.get),
  );
}

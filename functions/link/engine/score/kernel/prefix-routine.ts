import { i32, whileDo } from '../wasm/code.ts';
import type { Program, Routine } from '../wasm/program.ts';
import { TWO_TEXTS, increase, least, sharedByte, twoTexts } from './text-arguments.ts';

/** Whether one text is how the other begins. */
export function prefixRoutine(program: Program): Routine {
  const routine = program.routine('isPrefix', TWO_TEXTS, 'i32');
  const { a, lengthA, b, lengthB } = twoTexts(routine);
  const length = routine.hold('i32', least(lengthA.get, lengthB.get));
  const i = routine.variable('i32');
  const isEqual = i32.eq(sharedByte(i32.add(a.get, i.get)), sharedByte(i32.add(b.get, i.get)));
  routine.add(whileDo(i32.and(isEqual, i32.lt(i.get, length.get)), increase(i)), i32.eq(i.get, length.get));
  return routine;
}

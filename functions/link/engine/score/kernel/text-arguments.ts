import { type Code, choose, i32 } from '../wasm/code.ts';
import type { Routine, Variable } from '../wasm/program.ts';

/** Two texts, by address and length in the memory that threads share. */
export const TWO_TEXTS = ['i32', 'i32', 'i32', 'i32'] as const;

export function twoTexts(routine: Routine): {
  a: Variable;
  lengthA: Variable;
  b: Variable;
  lengthB: Variable;
} {
  return {
    a: routine.parameter(0),
    lengthA: routine.parameter(1),
    b: routine.parameter(2),
    lengthB: routine.parameter(3),
  };
}

export const sharedByte = (address: Code, offset = 0): Code => i32.load8({ memory: 1, address, offset });
export const increase = (variable: Variable, by = 1): Code =>
  variable.set(i32.add(variable.get, i32.const(by)));
export const least = (a: Code, b: Code): Code => choose(a, b, i32.lt(a, b));
export const most = (a: Code, b: Code): Code => choose(a, b, i32.gt(a, b));

import { i32, join, when, whileDo } from '../wasm/code.ts';
import type { Program, Routine, Variable } from '../wasm/program.ts';
import { increase } from './text-arguments.ts';

/** How many members two sets share; each is given by the address of its size, which its ascending members follow. */
export function sharedMembersRoutine(program: Program): Routine {
  const routine = program.routine('sharedMembers', ['i32', 'i32'], 'i32');
  const a = routine.parameter(0);
  const b = routine.parameter(1);
  const number = ({ get }: Variable) => i32.load({ memory: 1, address: get });
  const end = (set: Variable) => i32.add(set.get, i32.shl(i32.add(number(set), i32.const(1)), i32.const(2)));
  const endA = routine.hold('i32', end(a));
  const endB = routine.hold('i32', end(b));
  const shared = routine.variable('i32');
  const one = routine.variable('i32');
  const other = routine.variable('i32');
  routine.add(
    increase(a, 4),
    increase(b, 4),
    whileDo(
      i32.and(i32.ne(a.get, endA.get), i32.ne(b.get, endB.get)),
      one.set(number(a)),
      other.set(number(b)),
      when(
        i32.eq(one.get, other.get),
        join(increase(shared), increase(a, 4), increase(b, 4)),
        when(i32.lt(one.get, other.get), increase(a, 4), increase(b, 4)),
      ),
    ),
    shared.get,
  );
  return routine;
}

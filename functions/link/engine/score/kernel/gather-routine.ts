import { type Code, i32, v128, whileDo } from '../wasm/code.ts';
import type { Program, Routine } from '../wasm/program.ts';
import type { SharedLayout } from './facts.ts';
import { type OwnLayout, columnAt, columnKey } from './own-layout.ts';
import { increase } from './text-arguments.ts';

/** Fetches the facts on a batch's texts, four rows at a time: records of four numbers become four columns. */
export function gatherRoutine(program: Program, own: OwnLayout, shared: SharedLayout): Routine {
  const routine = program.routine('gather', ['i32'], null);
  const rows = routine.parameter(0);
  const at = routine.hold('i32', i32.const(0));
  const end = routine.hold('i32', i32.shl(rows.get, i32.const(2)));
  const records = [0, 1, 2, 3].map(() => routine.variable('v128'));
  const [first, second, third, fourth] = records;
  if (!first || !second || !third || !fourth) return routine;
  const body: Code[] = [];
  for (const facts of shared.facts) {
    const codes = columnAt(own, { of: 'code', field: facts.field });
    for (const [row, record] of records.entries()) {
      const code = i32.load({ memory: 0, address: at.get, offset: codes + 4 * row });
      // Added here, not as an offset, as the code of an unknown text is −1.
      const address = i32.add(i32.shl(code, i32.const(4)), i32.const(facts.records));
      body.push(record.set(v128.load({ memory: 1, address })));
    }
    const column = (word: number): Code => {
      const half: readonly [number, number, number, number] = word < 2 ? [0, 4, 1, 5] : [2, 6, 3, 7];
      return v128.shuffle(
        v128.shuffle(first.get, second.get, half),
        v128.shuffle(third.get, fourth.get, half),
        word % 2 === 0 ? [0, 1, 4, 5] : [2, 3, 6, 7],
      );
    };
    for (let word = 0; word < 4; word++) {
      const offset = own.columns.get(columnKey({ of: 'fact', facts, word }));
      if (offset !== undefined) body.push(v128.store({ memory: 0, address: at.get, offset }, column(word)));
    }
  }
  routine.add(whileDo(i32.lt(at.get, end.get), ...body, increase(at, 16)));
  return routine;
}

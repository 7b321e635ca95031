import { type Code, i32, join, v128, when, whileDo } from '../wasm/code.ts';
import type { Program, Routine, Variable } from '../wasm/program.ts';
import type { SharedLayout } from './facts.ts';
import { type OwnLayout, columnAt, columnKey } from './own-layout.ts';
import type { RowRecords } from './row-records.ts';
import { increase } from './text-arguments.ts';

type Four = readonly [Variable, Variable, Variable, Variable];

/**
 * Fetches the records of a batch's rows, then the facts on their texts, four rows at a time: records of four numbers
 * become four columns. Parameters: rows, and how many skips count.
 */
export function gatherRoutine(
  program: Program,
  own: OwnLayout,
  shared: SharedLayout,
  rows: RowRecords,
): Routine {
  const routine = program.routine('gather', ['i32', 'i32'], null);
  const at = routine.variable('i32');
  const end = routine.hold('i32', i32.shl(routine.parameter(0).get, i32.const(2)));
  const four = (type: 'i32' | 'v128'): Four => [
    routine.variable(type),
    routine.variable(type),
    routine.variable(type),
    routine.variable(type),
  ];
  const records = four('v128');
  const addresses = four('i32');
  routine.add(
    whileDo(
      i32.lt(at.get, end.get),
      ...addresses.map((address, lane) =>
        address.set(
          i32.mul(
            i32.load({ memory: 0, address: at.get, offset: columnAt(own, { of: 'row' }) + 4 * lane }),
            i32.const(rows.bytes),
          ),
        ),
      ),
      ...rowColumns(own, rows, at, addresses, records, routine.parameter(1)),
      increase(at, 16),
    ),
    at.set(i32.const(0)),
    whileDo(i32.lt(at.get, end.get), ...factColumns(own, shared, at, records), increase(at, 16)),
  );
  return routine;
}

function rowColumns(
  own: OwnLayout,
  rows: RowRecords,
  at: Variable,
  addresses: Four,
  records: Four,
  skips: Variable,
): Code[] {
  const firstSkip = rows.sources.length - own.skips;
  const code: Code[] = [];
  for (let first = 0; first < rows.sources.length; first += 4) {
    const fetch = join(
      ...records.map((record, lane) =>
        record.set(v128.load({ memory: 2, address: addresses[lane]?.get ?? [], offset: 4 * first })),
      ),
      ...rows.sources
        .slice(first, first + 4)
        .map((source, word) =>
          v128.store({ memory: 0, address: at.get, offset: columnAt(own, source) }, column(records, word)),
        ),
    );
    code.push(first < firstSkip ? fetch : when(i32.gt(skips.get, i32.const(first - firstSkip)), fetch));
  }
  return code;
}

function factColumns(own: OwnLayout, shared: SharedLayout, at: Variable, records: Four): Code[] {
  const body: Code[] = [];
  for (const facts of shared.facts) {
    const offsets = [0, 1, 2, 3].map((word) => own.columns.get(columnKey({ of: 'fact', facts, word })));
    if (offsets.every((offset) => offset === undefined)) continue;
    const codes = columnAt(own, { of: 'code', field: facts.field });
    for (const [lane, record] of records.entries()) {
      const code = i32.load({ memory: 0, address: at.get, offset: codes + 4 * lane });
      // Added here, not as an offset, as the code of an unknown text is −1.
      const address = i32.add(i32.shl(code, i32.const(4)), i32.const(facts.records));
      body.push(record.set(v128.load({ memory: 1, address })));
    }
    for (const [word, offset] of offsets.entries())
      if (offset !== undefined)
        body.push(v128.store({ memory: 0, address: at.get, offset }, column(records, word)));
  }
  return body;
}

/** One number of each of four records. */
function column([first, second, third, fourth]: Four, word: number): Code {
  const half: readonly [number, number, number, number] = word < 2 ? [0, 4, 1, 5] : [2, 6, 3, 7];
  return v128.shuffle(
    v128.shuffle(first.get, second.get, half),
    v128.shuffle(third.get, fourth.get, half),
    word % 2 === 0 ? [0, 1, 4, 5] : [2, 3, 6, 7],
  );
}

import { type Code, f32x4, i32x4, v128 } from '../wasm/code.ts';
import type { Routine, Variable } from '../wasm/program.ts';
import { type ColumnSource, type OwnLayout, columnAt, columnKey } from './own-layout.ts';

/**
 * Code that looks at one row against four others at once. What does not depend on the others is computed once per
 * row (`perRow`), constants once per call (`perCall`); what is computed once for the four is held for all who ask.
 * A mask has ones in the lanes of the pairs for which something is so.
 */
export class Lanes {
  readonly perCall: Code[] = [];
  readonly perRow: Code[] = [];
  readonly perFour: Code[] = [];
  private readonly routine: Routine;
  private readonly own: OwnLayout;
  private readonly row: Variable;
  private readonly others: Variable;
  private readonly held = new Map<string, Variable>();

  /** `row` and `others` hold places in the columns, in bytes: of the one row and of the first of the four. */
  constructor(routine: Routine, own: OwnLayout, row: Variable, others: Variable) {
    this.routine = routine;
    this.own = own;
    this.row = row;
    this.others = others;
  }

  hold(where: Code[], key: string, make: () => Code): Code {
    const known = this.held.get(key);
    if (known) return known.get;
    const value = make();
    const variable = this.routine.variable('v128');
    where.push(variable.set(value));
    this.held.set(key, variable);
    return variable.get;
  }

  four(key: string, make: () => Code): Code {
    return this.hold(this.perFour, `four ${key}`, make);
  }

  once(key: string, make: () => Code): Code {
    return this.hold(this.perRow, `row ${key}`, make);
  }

  constant(lane: number): Code {
    return this.hold(this.perCall, `constant ${lane}`, () => i32x4.const([lane, lane, lane, lane]));
  }

  float(value: number): Code {
    return this.hold(this.perCall, `float ${value}`, () => f32x4.splat(value));
  }

  /** The one row's number in a column, in all lanes. */
  ofRow(source: ColumnSource): Code {
    return this.once(columnKey(source), () =>
      v128.loadSplat({ memory: 0, address: this.row.get, offset: columnAt(this.own, source) }),
    );
  }

  /** The other rows' numbers in a column. */
  ofOthers(source: ColumnSource): Code {
    return this.four(columnKey(source), () =>
      v128.load({ memory: 0, address: this.others.get, offset: columnAt(this.own, source) }),
    );
  }

  /** Both know a field. */
  known(field: string): Code {
    return this.knownAcross(field, field);
  }

  equal(field: string): Code {
    const source = { of: 'code', field } as const;
    return this.four(`equal ${field}`, () =>
      v128.and(i32x4.eq(this.ofRow(source), this.ofOthers(source)), this.known(field)),
    );
  }

  /** The one row knows `field`, and the others know `other`. */
  knownAcross(field: string, other: string): Code {
    return this.four(`know ${field} and ${other}`, () => {
      const row = this.once(`knows ${field}`, () =>
        i32x4.ge(this.ofRow({ of: 'code', field }), this.constant(0)),
      );
      return v128.and(i32x4.ge(this.ofOthers({ of: 'code', field: other }), this.constant(0)), row);
    });
  }
}

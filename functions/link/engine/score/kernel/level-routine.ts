import type { Comparison, LevelTest } from '../../model/comparison.ts';
import { type Code, choose, f64, giveBack, i32, join, when } from '../wasm/code.ts';
import type { Program, Routine, Variable } from '../wasm/program.ts';
import { type Facts, type SharedLayout, factsOf } from './facts.ts';
import { type OwnLayout, columnAt } from './own-layout.ts';

/** What looks at texts themselves. */
export type TextRoutines = {
  readonly jaroWinkler: Routine;
  readonly withinEdits: Routine;
  readonly isPrefix: Routine;
  readonly sharedMembers: Routine;
};

type Side = 'left' | 'right';
type Swapped = Extract<LevelTest, { test: 'swapped' }>;

/**
 * The level of one comparison for one pair, test by test, for pairs that cannot be settled by facts alone. Takes the
 * two rows' places in the columns in bytes; both know the comparison's field.
 */
export function levelRoutine(
  program: Program,
  name: string,
  comparison: Comparison,
  parts: { readonly own: OwnLayout; readonly shared: SharedLayout; readonly routines: TextRoutines },
): Routine {
  const routine = program.routine(name, ['i32', 'i32'], 'i32');
  const tests = new TestCode(routine, parts.own, parts.shared, parts.routines);
  const holds = routine.variable('i32');
  for (const [index, { tests: all }] of comparison.levels.entries()) {
    if (index === comparison.levels.length - 1) routine.add(i32.const(index));
    else {
      const code = all.reduceRight<Code>(
        (next, test) => join(tests.code(test, holds), when(holds.get, next)),
        giveBack(i32.const(index)),
      );
      routine.add(code);
    }
  }
  return routine;
}

class TestCode {
  private readonly routine: Routine;
  private readonly own: OwnLayout;
  private readonly shared: SharedLayout;
  private readonly routines: TextRoutines;
  /** Similarities that several levels ask for; −1 until one does. */
  private readonly similarities = new Map<string, Variable>();

  constructor(routine: Routine, own: OwnLayout, shared: SharedLayout, routines: TextRoutines) {
    this.routine = routine;
    this.own = own;
    this.shared = shared;
    this.routines = routines;
  }

  /** Sets `holds` to whether a test holds. */
  code(test: LevelTest, holds: Variable): Code {
    const { field } = test;
    const isKnown = (side: Side, name: string): Code => i32.ge(this.codeOf(side, name), i32.const(0));
    const bothKnown = i32.and(isKnown('left', field), isKnown('right', field));
    const ifKnown = (code: Code): Code => join(holds.set(i32.const(0)), when(bothKnown, code));
    const isEqual = i32.eq(this.codeOf('left', field), this.codeOf('right', field));
    const equalOr = (code: Code): Code => ifKnown(join(holds.set(isEqual), when(i32.eqz(holds.get), code)));
    switch (test.test) {
      case 'exact':
        return holds.set(i32.and(bothKnown, isEqual));
      case 'swapped':
        return this.swapped(test, holds);
      case 'jaro_winkler': {
        const similarity = this.similarity(`jaro_winkler ${field}`);
        return equalOr(
          join(
            when(f64.lt(similarity.get, f64.const(0)), similarity.set(this.jaroWinkler(field, field))),
            holds.set(f64.ge(similarity.get, f64.const(test.atLeast))),
          ),
        );
      }
      case 'bigrams':
      case 'words':
        return equalOr(holds.set(f64.ge(this.jaccard(test.test, field), f64.const(test.atLeast))));
      case 'edits':
        return equalOr(
          holds.set(this.routines.withinEdits.call(...this.texts(field), i32.const(test.atMost))),
        );
      case 'prefix':
        return ifKnown(
          join(
            holds.set(this.atLeastLong(field, test.shortest)),
            when(holds.get, holds.set(this.routines.isPrefix.call(...this.texts(field)))),
          ),
        );
      case 'days':
      case 'date_within':
        return holds.set(this.days(test));
      case 'number': {
        const value = (side: Side): Code =>
          f64.load({ memory: 1, address: this.record(side, factsOf(this.shared, 'number', field)) });
        const difference = f64.abs(f64.sub(value('left'), value('right')));
        return ifKnown(holds.set(f64.le(difference, f64.const(test.atMost))));
      }
    }
  }

  private similarity(key: string): Variable {
    const known = this.similarities.get(key);
    if (known) return known;
    const made = this.routine.hold('f64', f64.const(-1));
    this.similarities.set(key, made);
    return made;
  }

  /** Sets `holds` to whether the left row's field is as the right row's other one, and the other way round. */
  private swapped({ field, other, atLeast, orUnknown }: Swapped, holds: Variable): Code {
    const across = (from: string, to: string): { alike: Variable; known: Code; code: Code } => {
      const alike = this.routine.variable('i32');
      const known = i32.and(
        i32.ge(this.codeOf('left', from), i32.const(0)),
        i32.ge(this.codeOf('right', to), i32.const(0)),
      );
      const isEqual = i32.eq(this.elsewhere('left', from, to), this.codeOf('right', to));
      const similar =
        atLeast === undefined
          ? []
          : when(
              i32.and(known, i32.eqz(alike.get)),
              alike.set(f64.ge(this.jaroWinkler(from, to), f64.const(atLeast))),
            );
      return { alike, known, code: join(alike.set(i32.and(known, isEqual)), similar) };
    };
    const [one, two] = [across(field, other), across(other, field)];
    const none = (side: typeof one): Code => i32.or(side.alike.get, i32.eqz(side.known));
    const both = i32.and(one.alike.get, two.alike.get);
    const oneAtLeast = i32.and(i32.or(one.alike.get, two.alike.get), i32.and(none(one), none(two)));
    return join(one.code, two.code, holds.set(orUnknown ? oneAtLeast : both));
  }

  private jaroWinkler(left: string, right: string): Code {
    return this.routines.jaroWinkler.call(...this.text('left', left), ...this.text('right', right));
  }

  private column(side: Side, offset: number): Code {
    const { get } = this.routine.parameter(side === 'left' ? 0 : 1);
    return i32.load({ memory: 0, address: get, offset });
  }

  private codeOf(side: Side, field: string): Code {
    return this.column(side, columnAt(this.own, { of: 'code', field }));
  }

  private elsewhere(side: Side, field: string, other: string): Code {
    return this.column(side, columnAt(this.own, { of: 'code_elsewhere', field, other }));
  }

  private record(side: Side, facts: Facts): Code {
    return i32.add(i32.shl(this.codeOf(side, facts.field), i32.const(4)), i32.const(facts.records));
  }

  /** Address and length of a text. */
  private text(side: Side, field: string): Code[] {
    const { offsets, content } = factsOf(this.shared, 'letters', field);
    const position = (next: number): Code =>
      i32.load({
        memory: 1,
        address: i32.add(i32.shl(this.codeOf(side, field), i32.const(2)), i32.const(offsets + 4 * next)),
      });
    return [i32.add(position(0), i32.const(content)), i32.sub(position(1), position(0))];
  }

  private texts(field: string): Code[] {
    return [...this.text('left', field), ...this.text('right', field)];
  }

  private atLeastLong(field: string, shortest: number): Code {
    const [, left = [], , right = []] = this.texts(field);
    return i32.and(i32.ge(left, i32.const(shortest)), i32.ge(right, i32.const(shortest)));
  }

  /** What two sets share ÷ what they hold together, 0 if both are empty. */
  private jaccard(kind: 'bigrams' | 'words', field: string): Code {
    const facts = factsOf(this.shared, kind, field);
    const set = (side: Side): Code => i32.load({ memory: 1, address: this.record(side, facts), offset: 8 });
    const size = (side: Side): Code => i32.load({ memory: 1, address: set(side) });
    const shared = this.routine.variable('i32');
    const together = i32.sub(i32.add(size('left'), size('right')), shared.get);
    return join(
      shared.set(this.routines.sharedMembers.call(set('left'), set('right'))),
      f64.div(f64.fromI32(shared.get), f64.fromI32(choose(together, i32.const(1), together))),
    );
  }

  private days(test: Extract<LevelTest, { test: 'days' | 'date_within' }>): Code {
    const facts = factsOf(this.shared, 'days', test.field);
    const day = (side: Side, word: 0 | 1): Code =>
      this.column(side, columnAt(this.own, { of: 'fact', facts, word }));
    const isWhole = (side: Side): Code => i32.eq(day(side, 0), day(side, 1));
    const bothWhole = i32.and(isWhole('left'), isWhole('right'));
    const meet = i32.and(i32.le(day('left', 0), day('right', 1)), i32.le(day('right', 0), day('left', 1)));
    if (test.test === 'date_within') return i32.and(meet, i32.eqz(bothWhole));
    const near = (from: Side, to: Side): Code =>
      i32.le(i32.sub(day(from, 0), day(to, 0)), i32.const(test.atMost));
    return i32.and(bothWhole, i32.and(near('left', 'right'), near('right', 'left')));
  }
}

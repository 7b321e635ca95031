import { type Code, join, unsigned } from './code.ts';

const VALUE_TYPES = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof VALUE_TYPES;

export type Variable = {
  readonly get: Code;
  readonly set: (value: Code) => Code;
};

/** A function: parameters, then variables as they are asked for, then the statements that it is made of. */
export class Routine {
  readonly name: string;
  readonly index: number;
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | null;
  private readonly variables: ValueType[] = [];
  private readonly statements: Code[] = [];

  constructor(name: string, index: number, parameters: readonly ValueType[], result: ValueType | null) {
    this.name = name;
    this.index = index;
    this.parameters = parameters;
    this.result = result;
  }

  parameter(index: number): Variable {
    return { get: [0x20, ...unsigned(index)], set: (value) => [...value, 0x21, ...unsigned(index)] };
  }

  variable(type: ValueType): Variable {
    this.variables.push(type);
    return this.parameter(this.parameters.length + this.variables.length - 1);
  }

  /** A variable that holds a value from here on. */
  hold(type: ValueType, value: Code): Variable {
    const variable = this.variable(type);
    this.add(variable.set(value));
    return variable;
  }

  add(...statements: readonly Code[]): void {
    this.statements.push(...statements);
  }

  call(...values: readonly Code[]): Code {
    return [...values.flat(), 0x10, ...unsigned(this.index)];
  }

  body(): Code {
    const locals = this.variables.map((type) => [1, VALUE_TYPES[type]]);
    const code = [...list(locals), ...join(...this.statements), 0x0b];
    return [...unsigned(code.length), ...code];
  }

  type(): Code {
    const types = (values: readonly ValueType[]): Code => list(values.map((value) => [VALUE_TYPES[value]]));
    return [0x60, ...types(this.parameters), ...types(this.result === null ? [] : [this.result])];
  }
}

const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, items: readonly Code[]): Code => {
  const content = list(items);
  return [id, ...unsigned(content.length), ...content];
};
const text = (value: string): Code => list([...Buffer.from(value)].map((byte) => [byte]));

const MOST_PAGES = 65_536;
const MEMORY = 0x02;
const FUNCTION = 0x00;

/**
 * A module of routines over three memories that whoever instantiates it brings along: `engine.own`, a thread's, and
 * `engine.texts` and `engine.rows`, which all threads read.
 */
export class Program {
  private readonly routines: Routine[] = [];

  routine(name: string, parameters: readonly ValueType[], result: ValueType | null): Routine {
    const routine = new Routine(name, this.routines.length, parameters, result);
    this.routines.push(routine);
    return routine;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from([
      0x00,
      0x61,
      0x73,
      0x6d,
      0x01,
      0x00,
      0x00,
      0x00,
      ...section(
        1,
        this.routines.map((routine) => routine.type()),
      ),
      ...section(2, [
        [...text('engine'), ...text('own'), MEMORY, 0x00, ...unsigned(1)],
        [...text('engine'), ...text('texts'), MEMORY, 0x03, ...unsigned(1), ...unsigned(MOST_PAGES)],
        [...text('engine'), ...text('rows'), MEMORY, 0x03, ...unsigned(1), ...unsigned(MOST_PAGES)],
      ]),
      ...section(
        3,
        this.routines.map(({ index }) => unsigned(index)),
      ),
      ...section(
        7,
        this.routines.map(({ name, index }) => [...text(name), FUNCTION, ...unsigned(index)]),
      ),
      ...section(
        10,
        this.routines.map((routine) => routine.body()),
      ),
    ]);
  }
}

/**
 * WebAssembly instructions as bytes (WebAssembly Core Specification 2.0, chapter 5 "Binary Format", with the
 * multi-memory proposal). Each function takes the code of its operands and gives the code of the whole, so that
 * `i32.add(a, i32.const(1))` reads as it computes.
 */
export type Code = readonly number[];

export const join = (...parts: readonly Code[]): Code => parts.flat();

/** Unsigned and signed LEB128 (chapter 5.2.2). */
export function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

export function signed(value: bigint): Code {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    const done = (rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

const unary =
  (...opcode: number[]) =>
  (a: Code): Code => [...a, ...opcode];
const binary =
  (...opcode: number[]) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];
const vector = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];

/** Where in which memory: `address + offset` of memory 0 (a thread's own), 1 or 2 (what threads share). */
export type Place = { readonly memory: 0 | 1 | 2; readonly address: Code; readonly offset?: number };
const place = ({ memory, offset = 0 }: Place): Code => [0x40, memory, ...unsigned(offset)];
const load =
  (...opcode: number[]) =>
  (from: Place): Code => [...from.address, ...opcode, ...place(from)];
const store =
  (...opcode: number[]) =>
  (to: Place, value: Code): Code => [...to.address, ...value, ...opcode, ...place(to)];

const floats = (value: number, bytes: 4 | 8): Code => {
  const view = new DataView(new ArrayBuffer(bytes));
  if (bytes === 4) view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return [...new Uint8Array(view.buffer)];
};

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(BigInt(value | 0))],
  load: load(0x28),
  load8: load(0x2d),
  store: store(0x36),
  store8: store(0x3a),
  eqz: unary(0x45),
  eq: binary(0x46),
  ne: binary(0x47),
  lt: binary(0x48),
  gt: binary(0x4a),
  le: binary(0x4c),
  ge: binary(0x4e),
  ctz: unary(0x68),
  popcnt: unary(0x69),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  or: binary(0x72),
  shl: binary(0x74),
  shr: binary(0x76),
  fromI64: unary(0xa7),
} as const;

export const i64 = {
  const: (value: bigint): Code => [0x42, ...signed(value)],
  load: load(0x29),
  eqz: unary(0x50),
  ctz: unary(0x7a),
  popcnt: unary(0x7b),
  sub: binary(0x7d),
  and: binary(0x83),
  or: binary(0x84),
  xor: binary(0x85),
  shl: binary(0x86),
  fromI32: unary(0xad),
} as const;

export const f32 = { load: load(0x2a), store: store(0x38), add: binary(0x92) } as const;

export const f64 = {
  const: (value: number): Code => [0x44, ...floats(value, 8)],
  load: load(0x2b),
  lt: binary(0x63),
  le: binary(0x65),
  ge: binary(0x66),
  abs: unary(0x99),
  add: binary(0xa0),
  sub: binary(0xa1),
  mul: binary(0xa2),
  div: binary(0xa3),
  fromI32: unary(0xb7),
} as const;

/** 128 bits; as four numbers of 32 bits ("lanes") where nothing else is said. */
export const v128 = {
  load: load(...vector(0x00)),
  /** One number of memory into all four lanes. */
  loadSplat: load(...vector(0x09)),
  store: store(...vector(0x0b)),
  not: unary(...vector(0x4d)),
  and: binary(...vector(0x4e)),
  /** a and not b. */
  andNot: binary(...vector(0x4f)),
  or: binary(...vector(0x50)),
  xor: binary(...vector(0x51)),
  /** Where the mask has ones `a`, else `b`. */
  select: (a: Code, b: Code, mask: Code): Code => [...a, ...b, ...mask, ...vector(0x52)],
  any: unary(...vector(0x53)),
  /** Lanes 0–3 are of `a`, 4–7 of `b`. */
  shuffle: (a: Code, b: Code, lanes: readonly [number, number, number, number]): Code => [
    ...a,
    ...b,
    ...vector(0x0d),
    ...lanes.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]),
  ],
} as const;

export const i8x16 = {
  splat: unary(...vector(0x0f)),
  eq: binary(...vector(0x23)),
  popcnt: unary(...vector(0x62)),
  bitmask: unary(...vector(0x64)),
  add: binary(...vector(0x6e)),
  /** Sums of the four bytes of each lane. */
  sumLanes: (a: Code): Code => [...a, ...vector(0x7d), ...vector(0x7f)],
} as const;

export const i32x4 = {
  splat: unary(...vector(0x11)),
  const: (lanes: readonly [number, number, number, number]): Code => [
    ...vector(0x0c),
    ...new Uint8Array(Int32Array.from(lanes).buffer),
  ],
  eq: binary(...vector(0x37)),
  lt: binary(...vector(0x39)),
  le: binary(...vector(0x3d)),
  ge: binary(...vector(0x3f)),
  abs: unary(...vector(0xa0)),
  bitmask: unary(...vector(0xa4)),
  shrUnsigned: binary(...vector(0xad)),
  add: binary(...vector(0xae)),
  sub: binary(...vector(0xb1)),
  min: binary(...vector(0xb6)),
  max: binary(...vector(0xb8)),
} as const;

export const f32x4 = {
  splat: (value: number): Code => {
    const bytes = floats(value, 4);
    return [...vector(0x0c), ...bytes, ...bytes, ...bytes, ...bytes];
  },
  gt: binary(...vector(0x44)),
  ge: binary(...vector(0x46)),
  abs: unary(...vector(0xe0)),
  add: binary(...vector(0xe4)),
  sub: binary(...vector(0xe5)),
  mul: binary(...vector(0xe6)),
  fromI32: unary(...vector(0xfa)),
} as const;

const NOTHING = 0x40;
const END = 0x0b;

/** `while (condition) body`. */
export const whileDo = (condition: Code, ...body: readonly Code[]): Code => [
  0x02,
  NOTHING,
  0x03,
  NOTHING,
  ...i32.eqz(condition),
  0x0d,
  1,
  ...body.flat(),
  0x0c,
  0,
  END,
  END,
];

/** `if (condition) then else otherwise`, neither of which leaves a value. */
export const when = (condition: Code, then: Code, otherwise: Code = []): Code => [
  ...condition,
  0x04,
  NOTHING,
  ...then,
  ...(otherwise.length === 0 ? [] : [0x05, ...otherwise]),
  END,
];

export const giveBack = (value: Code): Code => [...value, 0x0f];
/** `a` if the condition is not 0, else `b`; both are computed. */
export const choose = (a: Code, b: Code, condition: Code): Code => [...a, ...b, ...condition, 0x1b];

import { type Column, UNKNOWN } from '../engine/table/table.ts';

export type ClusterRows = {
  readonly rows: number;
  /** Of two inputs, which one each row is of (0, 1). */
  readonly inputs?: Uint8Array;
  /** The first column of each input. */
  readonly ids: readonly Pick<Column, 'name' | 'codes' | 'texts'>[];
  /** Per row the smallest row of its entity. */
  readonly entity: Int32Array;
  /** 0 … 1 */
  readonly confidence: Float64Array;
};

const PIECE_BYTES = 1 << 20;
/** Two row numbers, a confidence, an input and what is between them. */
const NUMBERS_BYTES = 64;
const [COMMA, LF, QUOTE, ZERO, ONE, POINT] = [0x2c, 0x0a, 0x22, 0x30, 0x31, 0x2e];
/** Digits of a confidence. */
const DECIMALS = 4;

/**
 * Clusters as CSV, piece by piece: row (from 1, within its input), the input's first column as it stood, entity (the
 * number of its first row, counted through both inputs), confidence, and with two inputs which one (1, 2). Bytes
 * straight into a buffer: strings per row would take longer than clustering did.
 */
export function* clustersCsv(clusters: ClusterRows): Generator<Uint8Array> {
  const { rows, inputs, ids, entity, confidence } = clusters;
  const header = ['row', idName(ids), 'entity', 'confidence', ...(inputs ? ['input'] : [])];
  yield Buffer.from(`${header.map(quoted).join(',')}\n`);
  let piece = new Uint8Array(PIECE_BYTES);
  let at = 0;
  let input = 0;
  let firstRow = 0;
  for (let row = 0; row < rows; row++) {
    if (inputs && inputs[row] !== input) {
      input = inputs[row] ?? 0;
      firstRow = row;
    }
    const id = ids[input];
    const code = id?.codes[row] ?? UNKNOWN;
    const from = code === UNKNOWN ? 0 : (id?.texts.offsets[code] ?? 0);
    const to = code === UNKNOWN ? 0 : (id?.texts.offsets[code + 1] ?? 0);
    // Every byte of an id may be a quote, which is doubled.
    const most = 2 * (to - from) + NUMBERS_BYTES;
    if (at + most > piece.length) {
      yield piece.subarray(0, at);
      piece = new Uint8Array(Math.max(PIECE_BYTES, most));
      at = 0;
    }
    at = writeWhole(piece, at, row - firstRow + 1);
    piece[at++] = COMMA;
    if (id && to > from) at = writeText(piece, at, id.texts.bytes, from, to);
    piece[at++] = COMMA;
    at = writeWhole(piece, at, (entity[row] ?? 0) + 1);
    piece[at++] = COMMA;
    at = writeShare(piece, at, confidence[row] ?? 0);
    if (inputs) {
      piece[at++] = COMMA;
      at = writeWhole(piece, at, input + 1);
    }
    piece[at++] = LF;
  }
  yield piece.subarray(0, at);
}

/** The first column's own name, unless inputs differ in it or it is one that is written beside it. */
function idName(ids: ClusterRows['ids']): string {
  const [name = 'id', other = name] = ids.map((id) => id.name);
  return name === other && !['row', 'entity', 'confidence', 'input'].includes(name) ? name : 'id';
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function writeWhole(bytes: Uint8Array, at: number, whole: number): number {
  let digits = 1;
  for (let limit = 10; whole >= limit; limit *= 10) digits++;
  let rest = whole;
  for (let digit = at + digits - 1; digit >= at; digit--) {
    const tens = Math.floor(rest / 10);
    bytes[digit] = ZERO + rest - tens * 10;
    rest = tens;
  }
  return at + digits;
}

function writeShare(bytes: Uint8Array, at: number, share: number): number {
  let rest = Math.round(share * 10 ** DECIMALS);
  bytes[at] = rest >= 10 ** DECIMALS ? ONE : ZERO;
  bytes[at + 1] = POINT;
  rest %= 10 ** DECIMALS;
  for (let digit = at + 1 + DECIMALS; digit > at + 1; digit--) {
    const tens = Math.floor(rest / 10);
    bytes[digit] = ZERO + rest - tens * 10;
    rest = tens;
  }
  return at + 2 + DECIMALS;
}

/** A cell, in quotes where it must be (RFC 4180). */
function writeText(bytes: Uint8Array, start: number, source: Uint8Array, from: number, to: number): number {
  let plain = true;
  for (let at = from; at < to && plain; at++) {
    const byte = source[at] ?? 0;
    plain = byte !== COMMA && byte !== QUOTE && byte !== LF && byte !== 0x0d;
  }
  let at = start;
  if (!plain) bytes[at++] = QUOTE;
  for (let from_ = from; from_ < to; from_++) {
    const byte = source[from_] ?? 0;
    if (byte === QUOTE) bytes[at++] = QUOTE;
    bytes[at++] = byte;
  }
  if (!plain) bytes[at++] = QUOTE;
  return at;
}

import type { Transform } from '../model/field.ts';
import { isDate } from './date-text.ts';

/**
 * A step on ASCII text, in place and without a string: makes `bytes[start, end)` what the step makes of it, from `start`
 * on, and returns where that ends; `NOT_DONE` if it must be done on the text as a string.
 */
export type AsciiStep = (bytes: Uint8Array, start: number, end: number) => number;

export const NOT_DONE = -1;

/** The steps that have such a form: all of them, or none is of use. */
export function asciiSteps(transforms: readonly Transform[]): AsciiStep[] | undefined {
  const steps = transforms.flatMap((transform) => stepOf(transform) ?? []);
  return steps.length === transforms.length ? steps : undefined;
}

const SPACE = 0x20;
const AT = 0x40;
const HYPHEN = 0x2d;
const ZERO = 0x30;

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= 0x39;
const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);
/** Letters in lower case, digits. */
const isWord = (byte: number): boolean => (byte >= 0x61 && byte <= 0x7a) || isDigit(byte);

const NAMED: Partial<Record<Extract<Transform, string>, AsciiStep>> = {
  fold: (bytes, start, end) => fold(bytes, start, end),
  squash: (bytes, start, end) => {
    let at = start;
    for (let from = start; from < end; from++) {
      const byte = lower(bytes[from] ?? 0);
      if (isWord(byte)) bytes[at++] = byte;
    }
    return at;
  },
  digits: (bytes, start, end) => {
    let at = start;
    for (let from = start; from < end; from++) {
      const byte = bytes[from] ?? 0;
      if (isDigit(byte)) bytes[at++] = byte;
    }
    return at;
  },
  initials: (bytes, start, end) => {
    const folded = fold(bytes, start, end);
    let at = start;
    for (let from = start; from < folded; from++)
      if (from === start || bytes[from - 1] === SPACE) bytes[at++] = bytes[from] ?? 0;
    return at;
  },
  number: (bytes, start, end) => {
    let first = start;
    while (first < end && !isDigit(bytes[first] ?? 0)) first++;
    let last = first;
    while (last < end && isDigit(bytes[last] ?? 0)) last++;
    while (first + 1 < last && bytes[first] === ZERO) first++;
    return part(bytes, start, first, last);
  },
  email_local: (bytes, start, end) => {
    const at = lastAt(bytes, start, end);
    return inLowerCase(bytes, start, Math.max(start, at));
  },
  email_domain: (bytes, start, end) => {
    const at = lastAt(bytes, start, end);
    return at < start ? start : inLowerCase(bytes, start, part(bytes, start, at + 1, end));
  },
  date,
};

function stepOf(transform: Transform): AsciiStep | undefined {
  if (typeof transform === 'string') return NAMED[transform];
  if ('first' in transform) return (_bytes, start, end) => Math.min(end, start + transform.first);
  if ('last' in transform)
    return (bytes, start, end) => part(bytes, start, Math.max(start, end - transform.last), end);
  if ('from' in transform)
    return (bytes, start, end) => {
      const from = Math.min(end, start + transform.from);
      return part(bytes, start, from, Math.min(end, from + transform.length));
    };
  return undefined;
}

/** Moves a part to the beginning; returns where it ends there. */
function part(bytes: Uint8Array, start: number, from: number, to: number): number {
  if (from !== start) bytes.copyWithin(start, from, to);
  return start + to - from;
}

function fold(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let gap = false;
  for (let from = start; from < end; from++) {
    const byte = lower(bytes[from] ?? 0);
    if (!isWord(byte)) {
      gap = true;
      continue;
    }
    if (gap && at > start) bytes[at++] = SPACE;
    gap = false;
    bytes[at++] = byte;
  }
  return at;
}

function inLowerCase(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) bytes[at] = lower(bytes[at] ?? 0);
  return end;
}

/** Where the last `@` stands; before `start` if there is none. */
function lastAt(bytes: Uint8Array, start: number, end: number): number {
  let at = end - 1;
  while (at >= start && bytes[at] !== AT) at--;
  return at;
}

/** The two commonest notations, `jjjj-mm-dd` and `jjjjmmdd`. */
function date(bytes: Uint8Array, start: number, end: number): number {
  const hyphens = end - start === 10 && bytes[start + 4] === HYPHEN && bytes[start + 7] === HYPHEN;
  if (!hyphens && end - start !== 8) return NOT_DONE;
  let number = 0;
  for (let from = start; from < end; from++) {
    if (hyphens && (from === start + 4 || from === start + 7)) continue;
    const byte = bytes[from] ?? 0;
    if (!isDigit(byte)) return NOT_DONE;
    number = number * 10 + byte - ZERO;
  }
  if (!isDate(number)) return start;
  if (hyphens) {
    bytes.copyWithin(start + 4, start + 5, start + 7);
    bytes.copyWithin(start + 6, start + 8, end);
  }
  return start + 8;
}

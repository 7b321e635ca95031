import { createHash, randomUUID } from 'node:crypto';
import type { Expression } from 'jsonata';
import { type Json, parseJson } from '../json.ts';

const ALGORITHMS = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

/** The longest array that `$range` makes. */
const LONGEST_RANGE = 1000;

function partition(array: readonly Json[], size: number): Json[][] {
  const step = Math.floor(size);
  if (!(step > 0)) throw new Error('$partition needs a size above 0');
  const parts: Json[][] = [];
  for (let start = 0; start < array.length; start += step) parts.push(array.slice(start, start + step));
  return parts;
}

function range(first: number, last: number, delta: number): number[] {
  const [from, to, by] = [first, last, delta].map(Math.floor);
  if (from === undefined || to === undefined || by === undefined || by === 0) {
    throw new Error('$range needs a step that is not 0');
  }
  const length = Math.max(0, Math.floor((to - from) / by) + 1);
  if (length > LONGEST_RANGE)
    throw new Error(`$range makes at most ${LONGEST_RANGE} elements, not ${length}`);
  return Array.from({ length }, (_, index) => from + index * by);
}

function hash(data: string, algorithm: string): string {
  const name = ALGORITHMS.get(algorithm);
  if (name === undefined) {
    throw new Error(`$hash knows ${[...ALGORITHMS.keys()].join(', ')}, not ${JSON.stringify(algorithm)}`);
  }
  return createHash(name).update(data).digest('hex');
}

/** In [0, 1). With a seed the same number each time (mulberry32), as `$random(seed)` promises. */
function random(seed?: number): number {
  if (seed === undefined) return Math.random();
  let t = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** What Step Functions adds to JSONata (Developer Guide, "Transforming data with JSONata"). */
export function addAwsFunctions(expression: Expression): void {
  expression.registerFunction('partition', partition, '<an:a>');
  expression.registerFunction('range', range, '<nnn:a>');
  expression.registerFunction('hash', hash, '<ss:s>');
  expression.registerFunction('random', random, '<n?:n>');
  expression.registerFunction('uuid', () => randomUUID(), '<:s>');
  expression.registerFunction('parse', (text: string) => parseJson(text), '<s:x>');
}

export const AWS_FUNCTION_NAMES = ['partition', 'range', 'hash', 'random', 'uuid', 'parse'] as const;

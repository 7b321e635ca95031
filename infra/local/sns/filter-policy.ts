import * as z from 'zod';
import { ServiceError } from '../service.ts';

export const FilterScope = z.enum(['MessageAttributes', 'MessageBody']);
export type FilterScope = z.infer<typeof FilterScope>;

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Operator = z.enum(['=', '<', '<=', '>', '>=']);
const Condition = z.union([
  Scalar,
  z.strictObject({ prefix: z.string().min(1) }),
  z.strictObject({
    'anything-but': z.union([Scalar, z.array(Scalar).min(1), z.strictObject({ prefix: z.string().min(1) })]),
  }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({
    numeric: z.union([
      z.tuple([Operator, z.number()]),
      z.tuple([z.enum(['>', '>=']), z.number(), z.enum(['<', '<=']), z.number()]),
    ]),
  }),
]);
type Condition = z.infer<typeof Condition>;

/** A leaf is the list of conditions of which one must hold; every name of an object must hold. */
export type FilterPolicy = { readonly [name: string]: readonly Condition[] | FilterPolicy };

const Leaf = z.array(Condition).min(1);
const Flat = z.record(z.string().regex(/^[^$]/), Leaf);
const Nested: z.ZodType<FilterPolicy> = z.record(
  z.string().regex(/^[^$]/),
  z.union([Leaf, z.lazy(() => Nested)]),
);

const SPOKEN = new Set(['prefix', 'anything-but', 'exists', 'numeric']);

/** SNS's limits on a policy. */
const MAX_NAMES = 5;
const MAX_COMBINATIONS = 150;

/**
 * Reads a policy of exact values, `prefix`, `anything-but`, `numeric` and `exists`. Throws an InvalidParameter error
 * that names what is not spoken (`suffix`, `equals-ignore-case`, `cidr`, `wildcard`, `$or`) or exceeds SNS's limits.
 */
export function parseFilterPolicy(text: string, scope: FilterScope): FilterPolicy {
  if (text === '') return {};
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid('it is not JSON');
  }
  refuseUnspoken(json);
  const parsed = (scope === 'MessageBody' ? Nested : Flat).safeParse(json);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const leaves = leavesOf(parsed.data);
  if (leaves.length > MAX_NAMES) throw invalid(`it has more than ${MAX_NAMES} names`);
  const combinations = leaves.reduce((product, leaf) => product * leaf.length, 1);
  if (combinations > MAX_COMBINATIONS) throw invalid(`it has more than ${MAX_COMBINATIONS} combinations`);
  return parsed.data;
}

/** A union's error would not say which word it is that nobody here speaks. */
function refuseUnspoken(json: unknown): void {
  if (!isObject(json)) return;
  for (const [name, child] of Object.entries(json)) {
    if (name === '$or') throw invalid('the embedded cloud does not speak $or');
    if (!Array.isArray(child)) refuseUnspoken(child);
    else {
      for (const word of child.flatMap((condition) => (isObject(condition) ? Object.keys(condition) : []))) {
        if (!SPOKEN.has(word)) throw invalid(`the embedded cloud does not speak ${word}`);
      }
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function invalid(reason: string): ServiceError {
  return new ServiceError('InvalidParameter', `Invalid parameter: FilterPolicy: ${reason}`);
}

function leavesOf(policy: FilterPolicy): (readonly Condition[])[] {
  return Object.values(policy).flatMap((node) => (isLeaf(node) ? [node] : leavesOf(node)));
}

/** Whether a message passes. `values` are its attributes (each a list of scalars) or its parsed body. */
export function passes(policy: FilterPolicy, values: unknown): boolean {
  return matches(policy, values);
}

function matches(node: readonly Condition[] | FilterPolicy, value: unknown): boolean {
  if (isLeaf(node)) {
    const found = flatten(value);
    return node.some((condition) => holds(condition, found));
  }
  if (Array.isArray(value)) return value.some((member) => matches(node, member));
  const members = z.record(z.string(), z.unknown()).safeParse(value ?? {});
  if (!members.success) return false;
  return Object.entries(node).every(([name, child]) => matches(child, members.data[name]));
}

function isLeaf(node: readonly Condition[] | FilterPolicy): node is readonly Condition[] {
  return Array.isArray(node);
}

function flatten(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.flatMap(flatten) : [value];
}

function holds(condition: Condition, found: readonly unknown[]): boolean {
  if (typeof condition !== 'object' || condition === null) return found.includes(condition);
  if ('exists' in condition) return condition.exists === found.length > 0;
  if ('prefix' in condition) return found.some((value) => startsWith(value, condition.prefix));
  if ('numeric' in condition) return found.some((value) => inRange(value, condition.numeric));
  const unwanted = condition['anything-but'];
  if (typeof unwanted === 'object' && unwanted !== null && 'prefix' in unwanted) {
    return found.some((value) => !startsWith(value, unwanted.prefix));
  }
  const list: readonly unknown[] = Array.isArray(unwanted) ? unwanted : [unwanted];
  return found.some((value) => !list.includes(value));
}

function startsWith(value: unknown, prefix: string): boolean {
  return typeof value === 'string' && value.startsWith(prefix);
}

function inRange(value: unknown, range: readonly (string | number)[]): boolean {
  if (typeof value !== 'number') return false;
  const [operator, bound, ...rest] = range;
  if (typeof operator !== 'string' || typeof bound !== 'number') return true;
  return compare(value, operator, bound) && inRange(value, rest);
}

function compare(value: number, operator: string, bound: number): boolean {
  switch (operator) {
    case '=':
      return value === bound;
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    default:
      return value >= bound;
  }
}

import jsonata from 'jsonata';
import { addAwsFunctions } from './aws-functions.ts';

/** Ends expressions that loop: generous for data of 256 KiB, and the gateway's one thread is not held for ever. */
const GUARD = { timeout: 10_000, stack: 1_000 };

const compiled = new Map<string, jsonata.Expression>();

/** Parses JSONata once per text. Throws JSONata's error object when it is not well formed. */
export function compile(source: string): jsonata.Expression {
  let expression = compiled.get(source);
  if (expression === undefined) {
    expression = jsonata(source, GUARD);
    addAwsFunctions(expression);
    compiled.set(source, expression);
  }
  return expression;
}

/** JSONata throws plain objects with a message. */
export function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}

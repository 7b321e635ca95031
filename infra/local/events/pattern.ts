import { isRecord, readMatcher, type Matcher } from './matcher.ts';

/** A compiled event pattern: true when the event fits it. */
export type EventPattern = (event: unknown) => boolean;

/**
 * Compiles an EventBridge pattern. Fields are joined by "and", the matchers of one field by "or"; an array in the
 * event fits when one of its elements does. Throws an error with the field's path for what is not honoured here.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compilePattern(pattern: unknown, path = 'EventPattern'): EventPattern {
  if (!isRecord(pattern) || Object.keys(pattern).length === 0) {
    throw new Error(`${path}: a pattern is an object with at least one field`);
  }
  const fields = Object.entries(pattern).map(([name, value]): EventPattern => {
    const here = `${path}.${name}`;
    if (name === '$or') return compileOr(value, here);
    if (Array.isArray(value)) {
      const fits = compileField(value, here);
      return (event) => fits(isRecord(event) ? event[name] : undefined);
    }
    const nested = compilePattern(value, here);
    return (event) => elements(isRecord(event) ? event[name] : undefined).some(nested);
  });
  return (event) => fields.every((field) => field(event));
}

function compileOr(value: unknown, path: string): EventPattern {
  if (!Array.isArray(value) || value.length < 2) throw new Error(`${path}: takes two patterns or more`);
  const patterns = value.map((one: unknown, index) => compilePattern(one, `${path}[${index}]`));
  return (event) => patterns.some((pattern) => pattern(event));
}

function compileField(matchers: readonly unknown[], path: string): EventPattern {
  if (matchers.length === 0) throw new Error(`${path}: an empty list fits nothing`);
  const compiled: Matcher[] = matchers.map((matcher) => readMatcher(matcher, path));
  return (value) => elements(value).some((element) => compiled.some((fits) => fits(element)));
}

/** A single value stands for itself, so that a missing field (undefined) reaches the matcher `exists`. */
function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Tells whether one value of an event fits; undefined stands for a field that is not there. */
export type Matcher = (value: unknown) => boolean;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads one element of a field's list: a literal, or an object with one operator. */
export function readMatcher(matcher: unknown, path: string): Matcher {
  if (!isRecord(matcher)) return (value) => value === matcher;
  const entries = Object.entries(matcher);
  const [operator, operand] = entries[0] ?? ['', undefined];
  if (entries.length !== 1) throw new Error(`${path}: a matcher has one operator, not ${entries.length}`);
  const here = `${path}.${operator}`;
  switch (operator) {
    case 'prefix':
      return affix(operand, here, (value, part) => value.startsWith(part));
    case 'suffix':
      return affix(operand, here, (value, part) => value.endsWith(part));
    case 'equals-ignore-case':
      return ignoreCase(operand, here);
    case 'wildcard':
      return wildcard(operand, here);
    case 'exists':
      if (typeof operand !== 'boolean') throw new Error(`${here}: true or false`);
      // As on AWS, only leaves exist: an object is no value.
      return (value) => (value !== undefined && !isRecord(value)) === operand;
    case 'numeric':
      return numeric(operand, here);
    case 'anything-but':
      return anythingBut(operand, here);
    default:
      throw new Error(`${here}: this matcher is not honoured by the embedded cloud`);
  }
}

function text(operand: unknown, path: string): string {
  if (typeof operand !== 'string' || operand === '') throw new Error(`${path}: a text that is not empty`);
  return operand;
}

function affix(operand: unknown, path: string, test: (value: string, part: string) => boolean): Matcher {
  if (isRecord(operand) && Object.keys(operand).join() === 'equals-ignore-case') {
    const part = text(operand['equals-ignore-case'], path).toLowerCase();
    return (value) => typeof value === 'string' && test(value.toLowerCase(), part);
  }
  const part = text(operand, path);
  return (value) => typeof value === 'string' && test(value, part);
}

function ignoreCase(operand: unknown, path: string): Matcher {
  const wanted = text(operand, path).toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase() === wanted;
}

function wildcard(operand: unknown, path: string): Matcher {
  const parts = text(operand, path).match(/\\.|\*|[^\\*]+/gs) ?? [];
  const source = parts.map((part) =>
    part === '*' ? '.*' : part.replace(/^\\/, '').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  );
  const whole = new RegExp(`^${source.join('')}$`, 's');
  return (value) => typeof value === 'string' && whole.test(value);
}

function numeric(operand: unknown, path: string): Matcher {
  const tests = new Map<unknown, (value: number, bound: number) => boolean>([
    ['=', (value, bound) => value === bound],
    ['<', (value, bound) => value < bound],
    ['<=', (value, bound) => value <= bound],
    ['>', (value, bound) => value > bound],
    ['>=', (value, bound) => value >= bound],
  ]);
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0) {
    throw new Error(`${path}: pairs of a comparison and a number`);
  }
  const pairs: unknown[] = operand;
  const checks = Array.from({ length: pairs.length / 2 }, (_, index): Matcher => {
    const test = tests.get(pairs[2 * index]);
    const bound = pairs[2 * index + 1];
    if (test === undefined || typeof bound !== 'number') {
      throw new Error(`${path}: pairs of a comparison and a number`);
    }
    return (value) => typeof value === 'number' && test(value, bound);
  });
  return (value) => checks.every((check) => check(value));
}

function anythingBut(operand: unknown, path: string): Matcher {
  const excluded = isRecord(operand) ? excludedBy(operand, path) : excludedLiterals(operand, path);
  return (value) => value !== undefined && !isRecord(value) && !excluded.some((excludes) => excludes(value));
}

function excludedLiterals(operand: unknown, path: string): readonly Matcher[] {
  const literals: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (literals.length === 0 || literals.some((literal) => !/^(string|number)$/.test(typeof literal))) {
    throw new Error(`${path}: a text, a number, or a list of them`);
  }
  return literals.map((literal) => (value) => value === literal);
}

function excludedBy(operand: Readonly<Record<string, unknown>>, path: string): readonly Matcher[] {
  const [operator = '', inner] = Object.entries(operand)[0] ?? [];
  if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(operator)) {
    throw new Error(`${path}.${operator}: this matcher is not honoured by the embedded cloud`);
  }
  const all: unknown[] = Array.isArray(inner) ? inner : [inner];
  return all.map((one) => readMatcher({ [operator]: one }, path));
}

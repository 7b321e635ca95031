import { positionAt, StatementRefused, where } from './query-error.ts';

export type Token = {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'symbol';
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

const SPACE = /\s+|--[^\n]*|\/\*[\s\S]*?\*\//y;
const TOKENS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['string', /'(?:[^']|'')*'/y],
  ['quoted', /"(?:[^"]|"")*"/y],
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['word', /[\p{L}_$][\p{L}\p{N}_$@]*/uy],
  ['parameter', /\?/y],
  ['symbol', /->|=>|<=|>=|<>|!=|\|\||[-+*/%<>=(),.;:[\]{}|]/y],
];

/** A statement's tokens, without space and comments. Throws {@link StatementRefused} at what is no token of Trino's. */
export function tokens(sql: string): Token[] {
  const found: Token[] = [];
  let start = 0;
  while (start < sql.length) {
    const end = matchEnd(SPACE, sql, start);
    if (end !== undefined) {
      start = end;
      continue;
    }
    const token = tokenAt(sql, start);
    if (token === undefined) {
      const text = sql.slice(start, start + 1);
      throw new StatementRefused(
        `${where(positionAt(sql, start))}: mismatched input '${text}'. Expecting: a token of SQL`,
      );
    }
    found.push(token);
    start = token.end;
  }
  return found;
}

function tokenAt(sql: string, start: number): Token | undefined {
  for (const [kind, pattern] of TOKENS) {
    const end = matchEnd(pattern, sql, start);
    if (end !== undefined) return { kind, text: sql.slice(start, end), start, end };
  }
  return undefined;
}

function matchEnd(pattern: RegExp, sql: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(sql) ? pattern.lastIndex : undefined;
}

/** For each opening bracket's index the index of the closing one. */
export function brackets(list: readonly Token[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const [index, { text, kind }] of list.entries()) {
    if (kind !== 'symbol') continue;
    if (text === '(') open.push(index);
    if (text === ')') {
      const from = open.pop();
      if (from !== undefined) pairs.set(from, index);
    }
  }
  return pairs;
}

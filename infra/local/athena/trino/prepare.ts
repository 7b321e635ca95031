import { RENAMED } from './functions.ts';
import { QueryError, positionAt } from './query-error.ts';
import { AGGREGATES, RESHAPED } from './reshaped.ts';
import { brackets, type Token } from './tokens.ts';

/** Before the parser: every function that is spoken here is called by this prefix, so that it takes none of them for one of its own. */
export const PREFIX = 'trino_';
/** The name that a relation in brackets gets which has none: without it the parser puts `UNION` behind it inside it. */
export const UNNAMED = '_unnamed_relation';

export type Prepared = {
  readonly sql: string;
  /** From a character of `sql` to the offset in the statement as it was written. */
  origin(character: number): number;
};

const WORDS_BEFORE_EXPRESSION = new Set(
  `all and between by case cross distinct else end escape except fetch filter first for from full group grouping
   having if in inner intersect into is join left like limit natural next not null nulls offset on only or order
   outer over partition range right rows select set sets table then union using values when where with`.split(
    /\s+/,
  ),
);
const SPOKEN_BY_NAME = new Set([RENAMED, RESHAPED, AGGREGATES].flatMap((table) => Object.keys(table)));
const SET_OPERATIONS = new Set(['union', 'except', 'intersect']);

/** Renames the known functions, names bare relations, leaves out comments. */
export function prepare(sql: string, found: readonly Token[]): Prepared {
  const closing = brackets(found);
  const naming = new Set(
    [...closing].flatMap(([open, close]) => (needsName(found, open, close) ? [close] : [])),
  );
  let text = '';
  let characters = 0;
  const add = (part: string): void => {
    text += part;
    characters += Array.from(part).length;
  };
  const anchors: { readonly at: number; readonly from: number }[] = [];
  let last = 0;
  for (const [index, token] of found.entries()) {
    add(sql.slice(last, token.start).replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' '));
    anchors.push({ at: characters, from: token.start });
    const name = token.text.toLowerCase();
    const called = isCall(found, index, closing);
    if (called && name.startsWith(PREFIX)) throw notRegistered(token.text, sql, token.start);
    add(called && SPOKEN_BY_NAME.has(name) ? PREFIX + name : token.text);
    if (naming.has(index)) add(` AS ${UNNAMED}`);
    last = token.end;
  }
  return {
    sql: text,
    origin(character) {
      const anchor = anchors.findLast(({ at }) => at <= character);
      return anchor?.from ?? 0;
    },
  };
}

export function notRegistered(name: string, sql: string, offset: number): QueryError {
  return new QueryError('FUNCTION_NOT_FOUND', `Function '${name}' not registered`, positionAt(sql, offset));
}

/** Whether the word is called as a function: not an alias with columns, a type, or the name of a common table expression. */
function isCall(found: readonly Token[], index: number, closing: ReadonlyMap<number, number>): boolean {
  if (found[index]?.kind !== 'word' || found[index + 1]?.text !== '(') return false;
  const before = found[index - 1];
  if (before === undefined) return true;
  if (before.kind === 'quoted' || ['.', ')', ']'].includes(before.text)) return false;
  const word = before.text.toLowerCase();
  if (before.kind === 'word' && !WORDS_BEFORE_EXPRESSION.has(word)) return false;
  if (word !== 'with' && before.text !== ',') return true;
  const after = (closing.get(index + 1) ?? index) + 1;
  return !(found[after]?.text.toLowerCase() === 'as' && found[after + 1]?.text === '(');
}

function needsName(found: readonly Token[], open: number, close: number): boolean {
  const before = found[open - 1]?.text.toLowerCase() ?? '';
  const inside = found[open + 1]?.text.toLowerCase() ?? '';
  const after = found[close + 1]?.text.toLowerCase() ?? '';
  return (
    ['from', 'join', ',', 'lateral'].includes(before) &&
    ['select', 'with', 'values', '('].includes(inside) &&
    SET_OPERATIONS.has(after)
  );
}

import './liftoff.ts';
import { Dialect, generate, parse } from '@polyglot-sql/sdk';
import { type Body, identifier, isRecord, list, nodeParts, spanStart, visit } from './ast.ts';
import { prepare } from './prepare.ts';
import { type Position, positionAt, StatementRefused, where } from './query-error.ts';
import { type Place, placeRelations } from './relations.ts';
import { rewrite } from './rewrite.ts';
import { tokens } from './tokens.ts';
import type { Pairs } from './unnest.ts';
import { requireSpoken } from './vocabulary.ts';

/** A parsed query. */
export type Statement = {
  readonly sql: string;
  /** DuckDB's SQL, with the relations named by `place`. Throws {@link QueryError} for what is not spoken here. */
  translate(place: Place, pairs?: Pairs): string;
  /** Where a character of a relation (its `at`) stands in the statement. */
  position(at: number): Position;
  /** Where the column of that name is first named; `bare`: without its relation. */
  columnPosition(name: string, bare?: boolean): Position | undefined;
};

/**
 * Parses one query: SELECT, WITH, VALUES. Throws {@link StatementRefused} for what the parser does not take, for more
 * than one statement, and for any other kind, and {@link QueryError} for functions and constructs not spoken here.
 */
export function parseStatement(sql: string): Statement {
  const found = tokens(sql);
  while (found.at(-1)?.text === ';') found.pop();
  const prepared = prepare(sql, found);
  const parsed = parse(prepared.sql, Dialect.Trino);
  const position = (at: number): Position => positionAt(sql, prepared.origin(at));
  if (!parsed.success) {
    const at = position(parsed.errorStart ?? 0);
    throw new StatementRefused(`${where(at)}: mismatched input. ${parsed.error.replace(/^.*?: /, '')}`);
  }
  const [tree, ...others] = list(parsed.ast);
  if (others.length > 0)
    throw new StatementRefused(`Only one sql statement is allowed. Got: ${others.length + 1}`);
  const kind = nodeParts(tree)?.kind ?? '';
  if (!QUERIES.has(kind)) throw new StatementRefused('Queries of this type are not supported');
  return {
    sql,
    position,
    translate(place, pairs = 'map') {
      requireSpoken(tree, sql, found);
      const translated = quoted(rewrite(placeRelations(tree, place), pairs));
      const generated = generate([translated], Dialect.DuckDB);
      const [text] = generated.sql ?? [];
      if (!generated.success || text === undefined)
        throw new Error(`the translator gave no SQL: ${String(generated.error)}`);
      return text;
    },
    columnPosition(name, bare = false) {
      let at: number | undefined;
      visit(tree, (each, body) => {
        const named = each === 'dot' ? body['field'] : body['name'];
        const wanted = each === 'column' ? !(bare && isRecord(body['table'])) : each === 'dot' && !bare;
        if (at === undefined && wanted && sameName(named, name)) at = spanStart(named);
      });
      return at === undefined ? undefined : position(at);
    },
  };
}

const QUERIES: ReadonlySet<string> = new Set([
  'select',
  'union',
  'intersect',
  'except',
  'values',
  'subquery',
]);

function sameName(value: unknown, name: string): boolean {
  return identifier(value)?.toLowerCase() === name.toLowerCase();
}

/** Every name in quotes: words that DuckDB keeps for itself are plain names in Trino. */
function quoted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(quoted);
  if (!isRecord(value)) return value;
  const copy: Body = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, quoted(each)]));
  return typeof copy['name'] === 'string' && 'quoted' in copy && !('args' in copy)
    ? { ...copy, quoted: true }
    : copy;
}

import { StatementRefused } from '../trino/query-error.ts';

/** What a statement asks for, by its first word. */
export type StatementKind = 'query' | 'explain' | 'show' | 'describe';

const KINDS: Readonly<Record<string, StatementKind>> = {
  select: 'query',
  with: 'query',
  values: 'query',
  '(': 'query',
  explain: 'explain',
  show: 'show',
  describe: 'describe',
  desc: 'describe',
};

/** Throws {@link StatementRefused} that names a statement which would change something, or which is none. */
export function statementKind(sql: string): StatementKind {
  const text = sql.replace(/^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');
  const first = /^(?:\w+|.)/.exec(text)?.[0] ?? '';
  const kind = KINDS[first.toLowerCase()];
  if (kind !== undefined) return kind;
  if (REFUSED.has(first.toLowerCase())) {
    throw new StatementRefused(
      `Queries of this type are not supported: the embedded Athena answers queries only, not ${first.toUpperCase()}; tables, views and partitions are Glue's`,
    );
  }
  throw new StatementRefused(
    `line 1:1: mismatched input '${first}'. Expecting: 'SELECT', 'WITH', 'VALUES', 'SHOW', 'DESCRIBE', 'EXPLAIN'`,
  );
}

const REFUSED = new Set(
  'alter analyze call create deallocate delete drop execute grant insert merge msck optimize prepare refresh revoke set truncate unload update use vacuum'.split(
    ' ',
  ),
);

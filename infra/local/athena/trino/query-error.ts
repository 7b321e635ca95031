/** Where in a statement: both count from 1, as in Athena's messages. */
export type Position = { readonly line: number; readonly column: number };

/**
 * A query that Athena would refuse or that fails. `message` is Athena's, such as
 * `COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved`.
 */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly code: string;

  constructor(code: string, detail: string, position?: Position, options?: ErrorOptions) {
    super(`${code}: ${position === undefined ? '' : `${where(position)}: `}${detail}`, options);
    this.code = code;
  }
}

/** A statement that is no Trino at all, or of a kind that is not answered here. Athena says so at once, not in the result. */
export class StatementRefused extends Error {
  override readonly name = 'StatementRefused';
}

export const where = ({ line, column }: Position): string => `line ${line}:${column}`;

/** `offset` counts UTF-16 units from 0. */
export function positionAt(sql: string, offset: number): Position {
  const before = sql.slice(0, offset).split('\n');
  return { line: before.length, column: Array.from(before.at(-1) ?? '').length + 1 };
}

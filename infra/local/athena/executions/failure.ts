import { ServiceError } from '../../service.ts';
import { QueryError, StatementRefused } from '../trino/query-error.ts';
import type { Statement } from '../trino/statement.ts';

/** Why an execution ended, as `StateChangeReason` and `AthenaError` tell it. Categories: 1 system, 2 user. */
export type Failure = { readonly reason: string; readonly errorCategory: number; readonly errorType: number };

/** The query would read, or has read, more than its workgroup allows. Athena cancels such a query. */
export class ScanLimitExceeded extends Error {
  override readonly name = 'ScanLimitExceeded';
}

const USER_ERROR = 1000;
const DATA_ERROR = 1001;
const ENGINE_ERROR = 200;
const DATA_CODES: ReadonlySet<string> = new Set([
  'HIVE_BAD_DATA',
  'HIVE_CURSOR_ERROR',
  'INVALID_CAST_ARGUMENT',
  'DIVISION_BY_ZERO',
  'NUMERIC_VALUE_OUT_OF_RANGE',
]);

/** Errors about a column, whose first group is its name. */
const NAMED: ReadonlySet<string> = new Set([
  'COLUMN_NOT_FOUND',
  'AMBIGUOUS_NAME',
  'EXPRESSION_NOT_AGGREGATE',
]);

/** DuckDB's message → Athena's code and words; `$1` is the first group. The first that fits holds. */
const MESSAGES: readonly (readonly [RegExp, string, string])[] = [
  [
    /does not have a column named "([^"]+)"/,
    'COLUMN_NOT_FOUND',
    "Column '$1' cannot be resolved or requester is not authorized to access requested resources",
  ],
  [
    /Referenced column "([^"]+)" (?:not found|was not found)/,
    'COLUMN_NOT_FOUND',
    "Column '$1' cannot be resolved or requester is not authorized to access requested resources",
  ],
  [
    /Referenced table "([^"]+)" not found/,
    'COLUMN_NOT_FOUND',
    "Column of '$1' cannot be resolved or requester is not authorized to access requested resources",
  ],
  [/Ambiguous reference to column name "([^"]+)"/, 'AMBIGUOUS_NAME', "Column '$1' is ambiguous"],
  [
    /column "?([^"\s]+)"? must appear in the GROUP BY clause/i,
    'EXPRESSION_NOT_AGGREGATE',
    "'$1' must be an aggregate expression or appear in GROUP BY clause",
  ],
  [
    /Could not convert string '(?:DIVISION_BY_ZERO|-?Infinity|NaN)' to /,
    'DIVISION_BY_ZERO',
    'Division by zero',
  ],
  [/Could not convert string '(.*)' to (\w+)/s, 'INVALID_CAST_ARGUMENT', "Cannot cast '$1' to $2"],
  [
    /More than one row returned by a subquery/i,
    'SUBQUERY_MULTIPLE_ROWS',
    'Scalar sub-query has returned multiple rows',
  ],
  [/^Out of Memory Error/, 'EXCEEDED_LOCAL_MEMORY_LIMIT', 'Query exhausted resources at this scale factor'],
  [/^Out of Range Error: (.*)/, 'NUMERIC_VALUE_OUT_OF_RANGE', '$1'],
  [/^Conversion Error: (.*)/, 'INVALID_CAST_ARGUMENT', '$1'],
  [
    /^Invalid Input Error: (?:JSON transform error|Malformed JSON)[^:]*:? ?(.*)/i,
    'HIVE_BAD_DATA',
    'malformed JSON $1',
  ],
  [/^Invalid Input Error: (.*)/, 'INVALID_FUNCTION_ARGUMENT', '$1'],
  [
    /^Binder Error: No function matches the given name and argument types '([^']+)'/,
    'TYPE_MISMATCH',
    'Unexpected parameters for function: $1',
  ],
  [
    /^Binder Error: Macro (?:trino_)?(\w+)\(\) does not support/,
    'TYPE_MISMATCH',
    'Unexpected parameters for function $1',
  ],
  [
    /^Binder Error: (?:Cannot compare|Cannot mix|Cannot combine) (.*)/,
    'TYPE_MISMATCH',
    'Cannot apply operator to $1',
  ],
  [/^Binder Error: (.*)/, 'SYNTAX_ERROR', '$1'],
  [/^Parser Error: (.*)/, 'SYNTAX_ERROR', '$1'],
  [/^Catalog Error: (.*)/, 'FUNCTION_NOT_FOUND', '$1'],
  [/^(?:IO|Permission) Error/, 'HIVE_CURSOR_ERROR', 'a file of the table could not be read'],
];

export function failureOf(error: unknown, statement: Statement | undefined): Failure {
  if (error instanceof QueryError) return userFailure(error.message, error.code);
  if (error instanceof StatementRefused) return userFailure(`SYNTAX_ERROR: ${error.message}`, 'SYNTAX_ERROR');
  if (error instanceof ServiceError)
    return userFailure(`HIVE_CURSOR_ERROR: ${error.message}`, 'HIVE_CURSOR_ERROR');
  const message = error instanceof Error ? error.message : String(error);
  for (const [pattern, code, words] of MESSAGES) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const detail = words.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
    const position = NAMED.has(code)
      ? statement?.columnPosition(match[1] ?? '', code === 'AMBIGUOUS_NAME')
      : undefined;
    return userFailure(new QueryError(code, detail, position).message, code);
  }
  return {
    reason: `GENERIC_INTERNAL_ERROR: ${message.split('\n')[0] ?? ''}`,
    errorCategory: 1,
    errorType: ENGINE_ERROR,
  };
}

function userFailure(reason: string, code: string): Failure {
  return { reason, errorCategory: 2, errorType: DATA_CODES.has(code) ? DATA_ERROR : USER_ERROR };
}

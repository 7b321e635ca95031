import { parseStatement } from './statement.ts';
import { QueryError, StatementRefused } from './query-error.ts';
import { type Token, tokens } from './tokens.ts';

/**
 * Puts ExecutionParameters in the places of the `?`. Each is the text of a literal (`'abc'`, `10`, `DATE '2024-01-31'`,
 * `NULL`, an array of such); anything else is refused, so that a parameter cannot become part of the query (R49).
 */
export function bindParameters(sql: string, parameters: readonly string[]): string {
  const places = tokens(sql).filter(({ kind }) => kind === 'parameter');
  if (places.length !== parameters.length) {
    throw new QueryError(
      'INVALID_PARAMETER_USAGE',
      `Incorrect number of parameters: expected ${places.length} but found ${parameters.length}`,
    );
  }
  for (const parameter of parameters) requireLiteral(parameter);
  let text = '';
  let last = 0;
  for (const [index, { start, end }] of places.entries()) {
    text += `${sql.slice(last, start)} ${parameters[index] ?? ''} `;
    last = end;
  }
  return text + sql.slice(last);
}

function requireLiteral(parameter: string): void {
  const found = tokens(parameter);
  const end = found.length === 0 ? 0 : literalEnd(found, 0);
  if (end !== found.length || end === 0)
    throw new QueryError('INVALID_PARAMETER_USAGE', `the parameter ${parameter} is no literal`);
  try {
    parseStatement(`SELECT ${parameter}`);
  } catch (cause) {
    if (!(cause instanceof StatementRefused)) throw cause;
    throw new QueryError('INVALID_PARAMETER_USAGE', `the parameter ${parameter} is no literal`, undefined, {
      cause,
    });
  }
}

/** Index after the literal that begins at `at`; -1 where none begins. */
function literalEnd(found: readonly Token[], at: number): number {
  const token = found[at];
  const word = token?.text.toLowerCase() ?? '';
  if (token?.kind === 'string' || token?.kind === 'number') return at + 1;
  if (['-', '+'].includes(word)) return found[at + 1]?.kind === 'number' ? at + 2 : -1;
  if (token?.kind !== 'word') return -1;
  if (['true', 'false', 'null'].includes(word)) return at + 1;
  if (['date', 'timestamp', 'time', 'decimal'].includes(word))
    return found[at + 1]?.kind === 'string' ? at + 2 : -1;
  if (word !== 'array' || found[at + 1]?.text !== '[') return -1;
  let next = at + 2;
  while (found[next]?.text !== ']') {
    next = literalEnd(found, next);
    if (next < 0) return -1;
    if (found[next]?.text === ',') next += 1;
    else if (found[next]?.text !== ']') return -1;
  }
  return next + 1;
}

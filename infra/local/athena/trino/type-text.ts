import './liftoff.ts';
import { Dialect, generate, parse } from '@polyglot-sql/sdk';
import { bodyOf, list } from './ast.ts';
import { QueryError } from './query-error.ts';
import { duckdbType } from './types.ts';

/** `array(row(a varchar, b timestamp(3)))` → `STRUCT(a TEXT, b TIMESTAMP)[]`. Throws NOT_SUPPORTED. */
export function duckdbTypeText(trinoType: string): string {
  const parsed = parse(`SELECT CAST(NULL AS ${trinoType})`, Dialect.Trino);
  const [tree] = parsed.success ? list(parsed.ast) : [];
  const select = bodyOf(tree, 'select');
  const cast = bodyOf(list(select?.['expressions'])[0], 'cast');
  if (cast === undefined) throw new QueryError('NOT_SUPPORTED', `the type '${trinoType}' is not spoken here`);
  const node = { select: { ...select, expressions: [{ cast: { ...cast, to: duckdbType(cast['to']) } }] } };
  const [text = ''] = generate([node], Dialect.DuckDB).sql ?? [];
  return text.slice('SELECT CAST(NULL AS '.length, -1);
}

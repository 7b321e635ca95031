import { clockLiteralSql, stateSql, versionLiteral } from '#schemas/lake-sql.ts';
import type { ReadWord } from '#schemas/pattern.ts';
import { LAKE_TABLES, type LakeTable } from '#schemas/tables.ts';
import { onlyRead } from './reads.ts';

export type Pin = { readonly version: number; readonly base: number; readonly asOf: string };

/** Tables of a judged version that are there before its patterns run. */
const NETWORK_TABLES: readonly string[] = ['communities', 'brokers', 'network_paths', 'network_changes'];

/** What a pattern may read: the pseudonymised tables that stand at the pointer `linked`, and the version's network. */
export const READABLE_TABLES: readonly LakeTable[] = LAKE_TABLES.filter(
  (table) =>
    table.database === 'analysis' && (table.pointer === 'linked' || NETWORK_TABLES.includes(table.name)),
);

/**
 * Binds a pattern to one version: the plain names that it reads become CTEs of the same names over the history up
 * to that version, so that a flip of the pointer while it runs changes nothing. Only literals enter the text (R49).
 * `reads`: what the dossier says that it needs; the CTEs hold no other entities and relations.
 */
export function pin(sql: string, at: Pin, reads?: readonly ReadWord[]): string {
  const version = versionLiteral(at.version);
  const base = versionLiteral(at.base);
  const names = READABLE_TABLES.filter((table) => new RegExp(`\\b${table.name}\\b`).test(sql));
  const bound = [
    ...names.map(
      (table) => `${table.name} AS (${stateSql(table, version, base, undefined, onlyRead(table, reads))})`,
    ),
    `clock AS (${clockLiteralSql(at)})`,
  ];
  return [
    `WITH ${bound.join(',\n')}`,
    'SELECT subject_entity_id, strength, evidence, withheld FROM (',
    sql,
    ') AS found ORDER BY subject_entity_id',
  ].join('\n');
}

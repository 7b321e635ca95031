import { READABLE_TABLES } from '../pin.ts';

/** Strings and comments, in which any word may stand. */
const TEXTS = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g;
/** Where FROM names no table: `EXTRACT(YEAR FROM …)`, `IS DISTINCT FROM`. */
const OTHER_FROM = /\bextract\s*\(\s*\w+\s+from\b|\bdistinct\s+from\b|\btrim\s*\(\s*\w*\s*('')?\s*from\b/gi;
const COMMON_TABLE = /\b(\w+)(?:\s*\([\w\s,]*\))?\s+AS\s*\(/gi;
const SOURCE = /\b(?:from|join|table)\s+("[^"]*"|[\w.]+|\()/gi;
const KEYWORDS: readonly string[] = ['(', 'unnest', 'lateral', 'values'];

/**
 * What a draft reads beyond the tables that a pattern may read; empty when it keeps to them. A draft is no code of the
 * program's own, so databases, histories and catalogues are refused by name, besides what the query role itself may
 * not reach (R2, R49).
 */
export function foreignReads(sql: string): string[] {
  const bare = sql.replaceAll(TEXTS, "''").replaceAll(OTHER_FROM, ' ');
  const known = new Set([
    ...KEYWORDS,
    'clock',
    ...READABLE_TABLES.map((table) => table.name),
    ...[...bare.matchAll(COMMON_TABLE)].map((match) => (match[1] ?? '').toLowerCase()),
  ]);
  const sources = [...bare.matchAll(SOURCE)]
    .map((match) => (match[1] ?? '').replaceAll('"', '').toLowerCase())
    .filter((name) => !known.has(name));
  const elsewhere = [
    ...bare.matchAll(/\b\w*(?:restricted|information_schema|awsdatacatalog|_history)\w*\b/gi),
  ];
  return [...new Set([...sources, ...elsewhere.map(([name]) => name.toLowerCase())])].sort();
}

import type { SourceContract } from '#schemas/sources/contract.ts';
import { matchNames } from '#schemas/sources/mapping.ts';
import { readCsvRow } from '#schemas/values/csv-row.ts';

const DELIMITERS = [';', ',', '\t', '|'] as const;

/** `start`: index of the first character of what holds the rows. */
export type Shape =
  | { readonly kind: 'csv'; readonly delimiter: string; readonly start: number }
  /** `wrapped`: it is a member of an object, which may go on behind it. */
  | { readonly kind: 'list'; readonly start: number; readonly wrapped: boolean }
  | { readonly kind: 'ndjson'; readonly start: number }
  /** GeoJSON of another coordinate reference system than WGS84. */
  | { readonly kind: 'geojson-crs' }
  | { readonly kind: 'json-unknown' };

/** Members that wrap the rows: of an API's answer (Haal Centraal BRP has `personen`), of GeoJSON (RFC 7946). */
const WRAPPED_LIST = /^\s*\{(?:[^[\]]|\[[^[\]]*\])*?"(?:personen|features)"\s*:\s*\[/;
/** Older GeoJSON (2008) may name a reference system; RFC 7946 knows WGS84 alone. */
const NAMED_CRS = /"crs"\s*:\s*\{[^{}]*\{[^{}]*"name"\s*:\s*"([^"]*)"/;
const WGS84 = /(?:CRS84|EPSG:+4326)$/i;

/** What the file is, from its beginning (some tens of kilobytes, or all of a small file). */
export function detectShape(head: string, contract: SourceContract): Shape {
  const start = head.search(/\S/);
  if (head[start] === '[') return { kind: 'list', start, wrapped: false };
  if (head[start] === '{') {
    const wrapped = WRAPPED_LIST.exec(head);
    const crs = wrapped && NAMED_CRS.exec(wrapped[0])?.[1];
    if (crs !== undefined && crs !== null && !WGS84.test(crs)) return { kind: 'geojson-crs' };
    if (wrapped) return { kind: 'list', start: wrapped[0].length - 1, wrapped: true };
    return head.slice(start).split('\n').some(isObjectLine)
      ? { kind: 'ndjson', start }
      : { kind: 'json-unknown' };
  }
  // Excel's own hint on the first line: `sep=;`.
  const hint = /^sep=(.)\r?\n/i.exec(head.slice(start));
  if (hint) return { kind: 'csv', delimiter: hint[1] ?? ';', start: start + hint[0].length };
  return { kind: 'csv', delimiter: bestDelimiter(head, start, contract), start };
}

/** A line that is an object by itself; in JSON laid out over lines, what is inside stands indented. */
function isObjectLine(line: string): boolean {
  if (!line.startsWith('{') || !line.trimEnd().endsWith('}')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** The delimiter by which the header shows most of the columns that the contract knows; then, most cells. */
function bestDelimiter(head: string, start: number, contract: SourceContract): string {
  let best = ';';
  let bestScore = -1;
  for (const delimiter of DELIMITERS) {
    const row = readCsvRow(head, start, delimiter);
    if (row.kind !== 'row') continue;
    const known = matchNames(contract, row.cells).fields.filter((field) => field !== null).length;
    const score = known * 1000 + Math.min(row.cells.length, 999);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

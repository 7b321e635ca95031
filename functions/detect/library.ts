import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { forbiddenFeatures } from '#schemas/forbidden-features.ts';
import type { PatternWeight } from '#schemas/pattern.ts';
import { type PatternText, parsePattern } from './dossier.ts';

/** Beside this file in the repository, and beside the bundle in Lambda. */
const patternsDir = join(import.meta.dirname, 'patterns');

/** A pattern in use: its dossier, and its query against the plain names of the analysis database. */
export type Pattern = PatternText;

/**
 * Reads every pattern of a folder, in order of id. Throws on the first dossier that does not fit (R16), on a
 * forbidden feature (R15), and on `explains` that names no pattern: a library with a fault in it is not used at all.
 */
export function loadLibrary(dir = patternsDir): Pattern[] {
  const files = readdirSync(dir)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  const patterns = files.map((file) => checkedPattern(file, readFileSync(join(dir, file), 'utf8')));
  const known = new Set(patterns.map((pattern) => pattern.dossier.id));
  for (const { dossier } of patterns)
    for (const explained of dossier.explains)
      if (!known.has(explained))
        throw new SyntaxError(
          `${dossier.id}.sql: explains ${explained}, which is no pattern of this library`,
        );
  return patterns;
}

/** A pattern from its file's text. Throws SyntaxError on a dossier that does not fit (R16) and on a forbidden feature (R15). */
export function checkedPattern(file: string, text: string): Pattern {
  const pattern = parsePattern(file, text);
  refuseForbidden(file, pattern);
  return pattern;
}

/** The patterns whose dossier has not expired on a day (R16: expired = off). */
export const livePatterns = (patterns: readonly Pattern[], day: string): Pattern[] =>
  patterns.filter((pattern) => pattern.dossier.expires >= day);

/** The part of the dossier that the score step works with. */
export function patternWeight({ dossier }: Pattern): PatternWeight {
  const { id, version, theme, direction, basis, weight, counts_once, explains } = dossier;
  return { id, version, theme, direction, basis, weight, counts_once, explains };
}

/** The query and the titles may not speak of them; `proxy_risk` must name what was tested, so it may. */
function refuseForbidden(file: string, { dossier, sql }: Pattern): void {
  const found = forbiddenFeatures([dossier.id, dossier.title_nl, dossier.title_en, sql].join('\n'));
  if (found.length > 0) throw new SyntaxError(`${file}: R15 forbids ${found.join(', ')}`);
}

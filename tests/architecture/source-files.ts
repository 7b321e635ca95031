import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

export type Import = {
  /** The importing file, from the repository's root. */
  readonly from: string;
  /** As written. */
  readonly specifier: string;
  /** The file or package that is meant: a path from the root for the repository's own, else the package's name. */
  readonly to: string;
  /** `import type`: gone before anything runs. */
  readonly typeOnly: boolean;
};

/** TypeScript files under a folder, from the root. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .toSorted();
}

const STATEMENT =
  /^\s*(?:import|export)\s+(?<type>type\s+)?(?:[\w*${}\s,]+?\s+from\s+)?'(?<specifier>[^']+)'|import\(\s*'(?<dynamic>[^']+)'/gm;

/** Every import and re-export of a file, static and dynamic. */
export function importsOf(file: string, text = readFileSync(join(ROOT, file), 'utf8')): Import[] {
  return [...text.matchAll(STATEMENT)].map(({ groups = {} }) => {
    const specifier = groups.specifier ?? groups.dynamic ?? '';
    return { from: file, specifier, to: targetOf(file, specifier), typeOnly: groups.type !== undefined };
  });
}

/** package.json's `imports`. */
const ALIASES: Readonly<Record<string, string>> = {
  '#ports': 'functions/ports.ts',
  '#infra': 'infra',
  '#local': 'infra/local',
  '#schemas': 'schemas',
  '#tests': 'tests',
};

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return relative(ROOT, join(ROOT, dirname(file), specifier));
  if (specifier.startsWith('#')) {
    const [alias = '', ...rest] = specifier.split('/');
    return [ALIASES[alias] ?? `functions/${alias.slice(1)}`, ...rest].join('/');
  }
  if (specifier.startsWith('node:')) return specifier;
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

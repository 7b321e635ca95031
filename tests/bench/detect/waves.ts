import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { SampleFile } from '#local/sample/files/csv.ts';
import { CONTRACTS } from '#schemas/sources/registry.ts';

/**
 * Files of another town, from a folder that holds either a folder per source (`brp/…`, all dropped together), or a folder
 * per wave, in the order of their names, that does. Throws RangeError when neither holds a source.
 */
export function wavesOf(folder: string): SampleFile[][] {
  const sources = new Set(CONTRACTS.map(({ name }) => name));
  const inside = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
  const isWave = (path: string) => readdirSync(path).some((name) => sources.has(name));
  const waves = isWave(folder)
    ? [folder]
    : inside
        .toSorted()
        .map((name) => join(folder, name))
        .filter(isWave);
  if (waves.length === 0)
    throw new RangeError(`${folder} holds no folder named after a source (${[...sources].join(', ')})`);
  return waves.map((wave) =>
    readdirSync(wave, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ key: relative(wave, path), body: readFileSync(path) }))
      .filter(({ key }) => sources.has(key.split('/')[0] ?? ''))
      .toSorted((one, other) => (one.key < other.key ? -1 : 1)),
  );
}

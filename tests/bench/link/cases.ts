import { closeSync, existsSync, openSync, renameSync, writeFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PersonModel, personModel } from './person-model.ts';
import { persons } from './persons.ts';

export type SpeedCase = {
  readonly name: string;
  readonly rows: number;
  readonly model: PersonModel;
  /** Runs of the peer, at most: where it takes minutes, one is enough to see by how much. */
  readonly peerRuns: number;
  /** Only when named: it takes long and much memory. */
  readonly onlyNamed?: boolean;
};

/** Rows and about how many pairs: the name says both. */
export const SPEED_CASES: readonly SpeedCase[] = [
  { name: '1m-10m', rows: 1_000_000, model: 'narrow', peerRuns: 3 },
  { name: '1m-65m', rows: 1_000_000, model: 'wide', peerRuns: 3 },
  { name: '5m-240m', rows: 5_000_000, model: 'medium', peerRuns: 1 },
  { name: '20m-1bn', rows: 20_000_000, model: 'large', peerRuns: 0, onlyNamed: true },
];

/** The file of made-up persons, made if it is not there yet. A broken run leaves no half file under its name. */
export function personsFile(folder: string, rows: number): string {
  const path = join(folder, `persons-${rows}.csv`);
  if (existsSync(path)) return path;
  const unfinished = `${path}.unfinished`;
  const file = openSync(unfinished, 'w');
  try {
    for (const chunk of persons({ rows, seed: 1 })) appendFileSync(file, chunk);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
  return path;
}

export function modelFile(folder: string, name: PersonModel, rows: number): string {
  const path = join(folder, `model-${name}-${rows}.json`);
  writeFileSync(path, JSON.stringify(personModel(name, rows), undefined, 2));
  return path;
}

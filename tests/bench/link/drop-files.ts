import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { persons } from './persons.ts';

export type DropFiles = { readonly base: string; readonly drops: ReadonlyMap<number, string> };

/**
 * Cuts made-up persons into a base and drops of so many rows: the largest drop has every so-manieth row of the whole,
 * which the base then lacks, and each smaller one some of those. So many rows of a drop belong to entities of the base.
 * Throws RangeError unless each drop's size divides that of base and largest drop together.
 */
export function writeDropFiles(folder: string, baseRows: number, dropRows: readonly number[]): DropFiles {
  const largest = Math.max(...dropRows);
  const rows = baseRows + largest;
  const odd = dropRows.find((each) => rows % each !== 0);
  if (odd !== undefined) throw new RangeError(`${odd} rows are no even part of ${rows}`);
  const base = join(folder, 'drop-base.csv');
  const drops = new Map(dropRows.map((each) => [each, join(folder, `drop-${each}.csv`)]));
  const parts = [
    { path: base, has: (row: number) => row % (rows / largest) !== 0 },
    ...[...drops].map(([each, path]) => ({ path, has: (row: number) => row % (rows / each) === 0 })),
  ].map((part) => ({ ...part, file: openSync(part.path, 'w') }));
  let header = true;
  let first = 0;
  for (const chunk of persons({ rows, seed: 1 })) {
    const lines = chunk.split('\n').slice(0, -1);
    const head = header ? lines.splice(0, 1) : [];
    header = false;
    for (const { file, has } of parts) {
      const own = [...head, ...lines.filter((_line, at) => has(first + at))];
      if (own.length > 0) writeSync(file, `${own.join('\n')}\n`);
    }
    first += lines.length;
  }
  for (const { file } of parts) closeSync(file);
  return { base, drops };
}

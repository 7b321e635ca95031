import { createReadStream, mkdirSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

export type ResultRow = readonly (string | null)[];

/** A page of a result, and where the next one begins (a place in the file). */
export type ResultPage = { readonly rows: ResultRow[]; readonly next: number | undefined };

/** One immutable file per execution, a JSON array of cells a line: read in pages, each from its place. */
export type ResultFiles = {
  /** Takes rows in batches; the file has its name when all are in. */
  write(id: string, batches: AsyncIterable<readonly ResultRow[]>): Promise<void>;
  read(id: string, from: number, count: number): Promise<ResultPage>;
  remove(id: string): Promise<void>;
};

const Cells = z.array(z.string().nullable());

export function openResultFiles(folder: string): ResultFiles {
  mkdirSync(folder, { recursive: true });
  const path = (id: string): string => join(folder, `${id}.ndjson`);
  return {
    async write(id, batches) {
      const unfinished = `${path(id)}.part`;
      const file = await open(unfinished, 'w');
      try {
        for await (const rows of batches) {
          if (rows.length > 0) await file.writeFile(`${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
        }
      } finally {
        await file.close();
      }
      await rename(unfinished, path(id));
    },
    read: (id, from, count) => readPage(path(id), from, count),
    remove: (id) => rm(path(id), { force: true }),
  };
}

async function readPage(path: string, from: number, count: number): Promise<ResultPage> {
  const rows: ResultRow[] = [];
  let place = from;
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { start: from })) {
    if (!Buffer.isBuffer(chunk)) continue;
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      if (rows.length === count) return { rows, next: place };
      rows.push(Cells.parse(JSON.parse(rest.subarray(0, end).toString('utf8'))));
      place += end + 1;
      rest = rest.subarray(end + 1);
    }
  }
  return { rows, next: undefined };
}

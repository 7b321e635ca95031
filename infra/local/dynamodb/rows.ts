import * as z from 'zod';
import type { Store } from '../store.ts';

/** Bounds on the key, as LevelDB names them; `limit` -1 is none. */
export type Range = {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
};

/** Ordered key spaces (tables, items of a table, entries of an index) of JSON values, all in one SQLite table. */
export type Rows = {
  get(space: string, key: string): unknown;
  put(space: string, key: string, value: unknown): void;
  del(space: string, key: string): void;
  clear(space: string): void;
  count(space: string): number;
  /** In the order of the keys. Reads page by page and holds no cursor open, so that writes may come in between. */
  range(space: string, range: Range): Generator<{ readonly key: string; readonly value: unknown }>;
};

const PAGE_ROWS = 200;
const Row = z.object({ key: z.string(), value: z.string() });
const Count = z.object({ rows: z.number() });

export function openRows({ db }: Store): Rows {
  db.exec(
    'CREATE TABLE IF NOT EXISTS dynamodb_rows (space TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (space, key))',
  );
  const get = db.prepare('SELECT key, value FROM dynamodb_rows WHERE space = ? AND key = ?');
  const put = db.prepare('INSERT OR REPLACE INTO dynamodb_rows (space, key, value) VALUES (?, ?, ?)');
  const del = db.prepare('DELETE FROM dynamodb_rows WHERE space = ? AND key = ?');
  const clear = db.prepare('DELETE FROM dynamodb_rows WHERE space = ?');
  const count = db.prepare('SELECT count(*) AS rows FROM dynamodb_rows WHERE space = ?');

  function page(space: string, range: Range, limit: number): z.infer<typeof Row>[] {
    const { gt, gte, lt, lte, reverse } = range;
    const bounds = Object.entries({ '>': gt, '>=': gte, '<': lt, '<=': lte }).flatMap(([operator, key]) =>
      key === undefined ? [] : [{ operator, key }],
    );
    const where = bounds.map(({ operator }) => ` AND key ${operator} ?`).join('');
    const order = reverse === true ? 'DESC' : 'ASC';
    return db
      .prepare(`SELECT key, value FROM dynamodb_rows WHERE space = ?${where} ORDER BY key ${order} LIMIT ?`)
      .all(space, ...bounds.map(({ key }) => key), limit)
      .map((row) => Row.parse(row));
  }

  return {
    get(space, key) {
      const row = get.get(space, key);
      return row === undefined ? undefined : JSON.parse(Row.parse(row).value);
    },
    put: (space, key, value) => void put.run(space, key, JSON.stringify(value)),
    del: (space, key) => void del.run(space, key),
    clear: (space) => void clear.run(space),
    count: (space) => Count.parse(count.get(space)).rows,
    *range(space, range) {
      let bounds = range;
      let left = (range.limit ?? -1) < 0 ? Number.POSITIVE_INFINITY : (range.limit ?? 0);
      while (left > 0) {
        const limit = Math.min(left, PAGE_ROWS);
        const rows = page(space, bounds, limit);
        for (const { key, value } of rows) yield { key, value: JSON.parse(value) };
        const last = rows.at(-1)?.key;
        if (last === undefined || rows.length < limit) return;
        left -= rows.length;
        bounds = range.reverse === true ? { ...bounds, lt: last } : { ...bounds, gt: last };
      }
    },
  };
}

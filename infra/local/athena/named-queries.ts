import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Store } from '../store.ts';

const NamedQuery = z.object({
  NamedQueryId: z.string(),
  Name: z.string(),
  Description: z.string().optional(),
  Database: z.string(),
  QueryString: z.string(),
  WorkGroup: z.string(),
});
export type NamedQuery = z.infer<typeof NamedQuery>;

export type NamedQueries = {
  get(id: string): NamedQuery | undefined;
  /** In the order in which they were made. */
  ofWorkGroup(workgroup: string): NamedQuery[];
  /** Makes one, or replaces the one with this id; gives its id. */
  put(query: Omit<NamedQuery, 'NamedQueryId'>, id?: string): string;
  /** Gives whether there was such. */
  remove(id: string): boolean;
};

const Row = z.object({ body: z.string() });

export function openNamedQueries({ db }: Store): NamedQueries {
  db.exec(
    'CREATE TABLE IF NOT EXISTS athena_named_queries (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, workgroup TEXT NOT NULL, body TEXT NOT NULL) STRICT',
  );
  const one = db.prepare('SELECT body FROM athena_named_queries WHERE id = ?');
  const some = db.prepare('SELECT body FROM athena_named_queries WHERE workgroup = ? ORDER BY seq');
  const write = db.prepare(
    `INSERT INTO athena_named_queries (id, workgroup, body) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET workgroup = excluded.workgroup, body = excluded.body`,
  );
  const erase = db.prepare('DELETE FROM athena_named_queries WHERE id = ?');
  const read = (row: unknown): NamedQuery => NamedQuery.parse(JSON.parse(Row.parse(row).body));
  return {
    get(id) {
      const row = one.get(id);
      return row === undefined ? undefined : read(row);
    },
    ofWorkGroup: (workgroup) => some.all(workgroup).map(read),
    put(query, id = randomUUID()) {
      write.run(id, query.WorkGroup, JSON.stringify({ ...query, NamedQueryId: id }));
      return id;
    },
    remove: (id) => Number(erase.run(id).changes) > 0,
  };
}

import type { QueryRow } from '#local/main-job/clients.ts';
import { expect, expectSame } from './checks.ts';
import type { Expected } from './expected.ts';
import type { System } from './system.ts';

const number = (text: string | null | undefined): number => {
  const value = Number(text ?? Number.NaN);
  if (!Number.isInteger(value)) throw new Error(`${String(text)} is no count`);
  return value;
};

const counts = (rows: readonly QueryRow[]): Record<string, number> =>
  Object.fromEntries(
    rows
      .map((row): [string, number] => [row.name ?? '', number(row.rows)])
      .toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );

/** What Athena answers about what the files came to, each part by one query on the views. */
export const SEEN = {
  deliveries: async ({ clients }: System): Promise<Expected['deliveries']> =>
    Object.fromEntries(
      (
        await clients.query(`SELECT object_key, max_by(status, received_at) AS status,
          max_by(rows_read, received_at) AS rows_read, max_by(rows_accepted, received_at) AS rows_accepted,
          max_by(rows_rejected, received_at) AS rows_rejected
          FROM deliveries GROUP BY object_key ORDER BY object_key`)
      ).map((row) => [
        row.object_key ?? '',
        {
          status: row.status ?? '',
          read: number(row.rows_read),
          accepted: number(row.rows_accepted),
          rejected: number(row.rows_rejected),
        },
      ]),
    ),
  entities: async ({ clients }: System) =>
    counts(await clients.query('SELECT kind AS name, count(*) AS rows FROM entities GROUP BY kind')),
  relations: async ({ clients }: System) =>
    counts(await clients.query('SELECT role AS name, count(*) AS rows FROM relations GROUP BY role')),
  links: async ({ clients }: System) =>
    number((await clients.query('SELECT count(*) AS rows FROM links'))[0]?.rows),
  findings: async ({ clients }: System) =>
    counts(
      await clients.query('SELECT pattern_id AS name, count(*) AS rows FROM findings GROUP BY pattern_id'),
    ),
  scores: async ({ clients }: System) =>
    counts(await clients.query('SELECT theme AS name, count(*) AS rows FROM scores GROUP BY theme')),
} as const satisfies {
  [Part in keyof Expected]: (system: System) => Promise<Expected[Part]>;
};

/** Compares one part with what was recorded; says how much there is of it. */
export async function compare<Part extends keyof Expected>(
  part: Part,
  system: System,
  expected: Expected,
): Promise<string> {
  const seen = await SEEN[part](system);
  const known: number | object = expected[part];
  if (typeof seen === 'number' || typeof known === 'number') {
    expectSame(part, seen, known);
    return JSON.stringify(seen);
  }
  const names = new Set([...Object.keys(seen), ...Object.keys(known)]);
  const at = (values: object, name: string): unknown =>
    Object.entries(values).find(([key]) => key === name)?.[1] ?? null;
  for (const name of [...names].sort()) expectSame(`${part} of ${name}`, at(seen, name), at(known, name));
  expect(names.size > 0, `there are no ${part}`);
  return `${names.size} kinds as expected`;
}

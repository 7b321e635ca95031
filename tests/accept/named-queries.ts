import { GetNamedQueryCommand, ListNamedQueriesCommand } from '@aws-sdk/client-athena';
import { expect, expectSame } from './checks.ts';
import type { Expected } from './expected.ts';
import type { System } from './system.ts';

export type NamedQuery = { readonly name: string; readonly sql: string };

/** What analysts find ready in the workgroup. */
export async function namedQueries({ athena, output }: System): Promise<NamedQuery[]> {
  const ids: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await athena.send(
      new ListNamedQueriesCommand({ WorkGroup: output('AthenaWorkgroup'), NextToken }),
    );
    ids.push(...(page.NamedQueryIds ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const queries: NamedQuery[] = [];
  for (const NamedQueryId of ids) {
    const { NamedQuery } = await athena.send(new GetNamedQueryCommand({ NamedQueryId }));
    queries.push({ name: NamedQuery?.Name ?? '', sql: NamedQuery?.QueryString ?? '' });
  }
  expect(queries.length > 0, 'the workgroup has no named queries');
  return queries.toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

/** Runs one as an analyst would; a pattern must find as many rows as the version's own findings have. */
export async function runNamedQuery(
  query: NamedQuery,
  { clients }: System,
  expected: Expected,
): Promise<string> {
  const rows = await clients.query(query.sql);
  const known = expected.findings[query.name];
  if (known !== undefined) expectSame('rows', rows.length, known);
  return `${rows.length} rows`;
}

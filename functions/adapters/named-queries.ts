import {
  AthenaClient,
  CreateNamedQueryCommand,
  DeleteNamedQueryCommand,
  GetNamedQueryCommand,
  type NamedQuery,
  paginateListNamedQueries,
} from '@aws-sdk/client-athena';
import { createHash } from 'node:crypto';
import type { NamedQueries } from '#ports';

/** Athena's named queries of one workgroup. */
export function athenaNamedQueries(options: {
  readonly workgroup: string;
  readonly database: string;
  readonly client?: AthenaClient;
}): NamedQueries {
  const client = options.client ?? new AthenaClient({});
  /** One at a time, as every emulator of Athena can answer; a workgroup holds dozens. */
  const all = async (): Promise<NamedQuery[]> => {
    const found: NamedQuery[] = [];
    for await (const page of paginateListNamedQueries({ client }, { WorkGroup: options.workgroup }))
      for (const NamedQueryId of page.NamedQueryIds ?? []) {
        const { NamedQuery: query } = await client.send(new GetNamedQueryCommand({ NamedQueryId }));
        if (query) found.push(query);
      }
    return found;
  };
  return {
    text: async (idOrName) =>
      (await all()).find((query) => query.NamedQueryId === idOrName || query.Name === idOrName)?.QueryString,
    create: async ({ name, description, sql }) => {
      await client.send(
        new CreateNamedQueryCommand({
          Name: name,
          Description: description,
          Database: options.database,
          QueryString: sql,
          WorkGroup: options.workgroup,
          // The same again is the same query. Athena wants at least 32 characters.
          ClientRequestToken: createHash('sha256').update(`${name}\u0000${sql}`).digest('hex'),
        }),
      );
    },
    remove: async (name) => {
      for (const query of await all())
        if (query.Name === name)
          await client.send(new DeleteNamedQueryCommand({ NamedQueryId: query.NamedQueryId }));
    },
  };
}

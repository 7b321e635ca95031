import * as z from 'zod';
import type { Operation } from '#local/glue/json-protocol.ts';
import { page } from '#local/glue/pages.ts';
import type { AthenaParts } from './parts.ts';
import { limited } from './query-operations.ts';
import { invalid, Paged, read } from './read.ts';

const Listing = z.strictObject({ WorkGroup: z.string().optional(), ...Paged });
const ById = z.strictObject({ NamedQueryId: z.string() });
const ByIds = z.strictObject({ NamedQueryIds: z.array(z.string()).min(1).max(50) });
const Create = z.strictObject({
  Name: z.string().min(1).max(128),
  Description: z.string().max(1024).optional(),
  Database: z.string(),
  QueryString: z.string().min(1).max(262_144),
  WorkGroup: z.string().optional(),
  ClientRequestToken: z.string().optional(),
});

/** Ready queries over the API. */
export function namedQueryOperations({ namedQueries, workgroups }: AthenaParts): Record<string, Operation> {
  const groupNamed = (name = 'primary'): string => {
    if (workgroups.get(name) === undefined) throw invalid(`WorkGroup ${name} is not found.`);
    return name;
  };
  return {
    ListNamedQueries(input) {
      const request = read(Listing, input);
      const ids = namedQueries
        .ofWorkGroup(groupNamed(request.WorkGroup))
        .map(({ NamedQueryId }) => NamedQueryId);
      return page('NamedQueryIds', ids, limited(request, 50), 'InvalidRequestException');
    },
    GetNamedQuery(input) {
      const { NamedQueryId } = read(ById, input);
      const query = namedQueries.get(NamedQueryId);
      if (query === undefined) throw invalid(`NamedQuery ${NamedQueryId} was not found`);
      return { NamedQuery: query };
    },
    BatchGetNamedQuery(input) {
      const asked = read(ByIds, input).NamedQueryIds.map((id) => ({ id, found: namedQueries.get(id) }));
      return {
        NamedQueries: asked.flatMap(({ found }) => found ?? []),
        UnprocessedNamedQueryIds: asked
          .filter(({ found }) => found === undefined)
          .map(({ id }) => ({
            NamedQueryId: id,
            ErrorCode: 'INVALID_NAMED_QUERY_ID',
            ErrorMessage: 'not found',
          })),
      };
    },
    CreateNamedQuery(input) {
      const { ClientRequestToken, WorkGroup, ...query } = read(Create, input);
      const id = ClientRequestToken === undefined ? undefined : `token-${ClientRequestToken}`;
      return { NamedQueryId: namedQueries.put({ ...query, WorkGroup: groupNamed(WorkGroup) }, id) };
    },
    DeleteNamedQuery(input) {
      const { NamedQueryId } = read(ById, input);
      if (!namedQueries.remove(NamedQueryId)) throw invalid(`NamedQuery ${NamedQueryId} was not found`);
      return {};
    },
  };
}

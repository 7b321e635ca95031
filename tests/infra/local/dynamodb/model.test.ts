import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { OPERATIONS } from '#local/dynamodb/operations.ts';
import { defineCases, type Embedded, openEmbedded } from './embedded.ts';

let embedded: Embedded;
let serial = 0;
beforeAll(async () => {
  embedded = await openEmbedded();
});
afterAll(() => embedded.close());

type Row = {
  readonly pk: string;
  readonly sk: string;
  readonly status: string | undefined;
  readonly rank: number;
};
const id = ({ pk, sk }: Row) => `${pk}|${sk}`;

const row = fc.record({
  pk: fc.constantFrom('a', 'b', 'ab', 'é/~'),
  sk: fc.constantFrom('1', '10', '2', '~', '/'),
  status: fc.constantFrom(undefined, 'open', 'closed'),
  // Within the 38 digits and the range of exponents that DynamoDB takes.
  rank: fc
    .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: -60, max: 60 }))
    .map(([digits, exponent]) => Number(`${digits}e${exponent}`)),
});
const step = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), row }),
  fc.record({ kind: fc.constant('delete' as const), row }),
  fc.record({ kind: fc.constant('set rank' as const), row }),
);

const Answer = z.object({
  Items: z.array(z.record(z.string(), z.object({ S: z.string().optional(), N: z.string().optional() }))),
});
const run = async (operation: string, data: Record<string, unknown>) =>
  OPERATIONS[operation]?.(embedded.service, data);
const found = async (operation: string, data: Record<string, unknown>) =>
  Answer.parse(await run(operation, data)).Items.map(({ pk, sk, status, rank }) => ({
    pk: pk?.S ?? '',
    sk: sk?.S ?? '',
    status: status?.S,
    rank: Number(rank?.N),
  }));

it('agrees with a map of rows after any writes: by partition, by index, and over all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      serial += 1;
      const TableName = `model-${serial}`;
      defineCases(embedded.service, TableName);
      const model = new Map<string, Row>();
      for (const { kind, row: r } of steps) {
        const Key = { pk: { S: r.pk }, sk: { S: r.sk } };
        const rank = { N: String(r.rank) };
        if (kind === 'put') {
          const status = r.status === undefined ? {} : { status: { S: r.status } };
          await run('PutItem', { TableName, Item: { ...Key, ...status, rank } });
          model.set(id(r), r);
        } else if (kind === 'delete') {
          await run('DeleteItem', { TableName, Key });
          model.delete(id(r));
        } else {
          const UpdateExpression = 'SET #r = :r';
          const names = {
            ExpressionAttributeNames: { '#r': 'rank' },
            ExpressionAttributeValues: { ':r': rank },
          };
          await run('UpdateItem', { TableName, Key, UpdateExpression, ...names });
          model.set(id(r), { ...r, status: model.get(id(r))?.status });
        }
      }
      const rows = [...model.values()];
      const all = await found('Scan', { TableName });
      expect(new Map(all.map((r) => [id(r), r]))).toEqual(model);
      const partition = await found('Query', {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'a' } },
      });
      const inOrder = rows
        .filter(({ pk }) => pk === 'a')
        .sort((x, y) => Buffer.compare(Buffer.from(x.sk), Buffer.from(y.sk)));
      expect(partition).toEqual(inOrder);
      const open = await found('Query', {
        TableName,
        IndexName: 'by-status',
        KeyConditionExpression: '#s = :open',
        ExpressionAttributeNames: { '#s': 'status' },
        ExpressionAttributeValues: { ':open': { S: 'open' } },
      });
      const expected = rows.filter(({ status }) => status === 'open');
      expect(open.map(({ rank }) => rank)).toEqual(
        expected.map(({ rank }) => rank + 0).sort((x, y) => x - y),
      );
      expect(new Set(open.map(id))).toEqual(new Set(expected.map(id)));
    }),
    { numRuns: 60 },
  );
});

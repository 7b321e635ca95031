import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aws, awsInstalled } from '#tests/infra/local/aws-cli.ts';
import { defineCases, type Embedded, openEmbedded } from './embedded.ts';

let embedded: Embedded;

beforeAll(async () => {
  embedded = await openEmbedded();
  defineCases(embedded.service);
  for (const sk of ['1', '2']) {
    await embedded.documents.send(
      new PutCommand({ TableName: 'cases', Item: { pk: 'a', sk, status: 'open', rank: Number(sk) } }),
    );
  }
});
afterAll(() => embedded.close());

const dynamodb = (...words: string[]) => aws(embedded.url, 'dynamodb', ...words);

it.skipIf(!awsInstalled)('answers the aws command line', async () => {
  expect(await dynamodb('list-tables')).toEqual({ TableNames: ['cases'] });
  expect(await dynamodb('scan', '--table-name', 'cases', '--page-size', '1')).toMatchObject({ Count: 2 });
  const query = await dynamodb(
    'query',
    '--table-name',
    'cases',
    '--index-name',
    'by-status',
    '--key-condition-expression',
    '#s = :open',
    '--expression-attribute-names',
    '{"#s":"status"}',
    '--expression-attribute-values',
    '{":open":{"S":"open"}}',
    '--max-items',
    '1',
  );
  expect(query).toMatchObject({ Items: [{ sk: { S: '1' } }], NextToken: expect.any(String) });
  expect(
    await dynamodb(
      'get-item',
      '--table-name',
      'cases',
      '--key',
      '{"pk":{"S":"a"},"sk":{"S":"2"}}',
      '--consistent-read',
    ),
  ).toEqual({ Item: { pk: { S: 'a' }, sk: { S: '2' }, status: { S: 'open' }, rank: { N: '2' } } });
  await expect(dynamodb('delete-table', '--table-name', 'cases')).rejects.toThrow(
    'does not speak DeleteTable',
  );
});

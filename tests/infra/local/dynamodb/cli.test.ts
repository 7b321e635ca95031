import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defineCases, type Embedded, openEmbedded } from './embedded.ts';

const run = promisify(execFile);
const installed = await run('aws', ['--version']).then(
  () => true,
  () => false,
);
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

async function aws(...words: string[]): Promise<unknown> {
  const { stdout } = await run('aws', ['dynamodb', ...words, '--output', 'json'], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: embedded.url,
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
    },
  });
  return stdout === '' ? undefined : JSON.parse(stdout);
}

it.skipIf(!installed)('answers the aws command line', async () => {
  expect(await aws('list-tables')).toEqual({ TableNames: ['cases'] });
  expect(await aws('scan', '--table-name', 'cases', '--page-size', '1')).toMatchObject({ Count: 2 });
  const query = await aws(
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
    await aws(
      'get-item',
      '--table-name',
      'cases',
      '--key',
      '{"pk":{"S":"a"},"sk":{"S":"2"}}',
      '--consistent-read',
    ),
  ).toEqual({ Item: { pk: { S: 'a' }, sk: { S: '2' }, status: { S: 'open' }, rank: { N: '2' } } });
  await expect(aws('delete-table', '--table-name', 'cases')).rejects.toThrow('does not speak DeleteTable');
});

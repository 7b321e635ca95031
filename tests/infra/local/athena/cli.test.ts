import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aws, awsInstalled } from '../aws-cli.ts';
import { type Embedded, embedded } from './embedded.ts';

let cloud: Embedded;
beforeAll(async () => {
  cloud = await embedded();
  cloud.catalog.putDatabase({ Name: 'town' });
  cloud.table('people', 'person_id string, n int');
  await cloud.parquet('lake/people/1.parquet', "SELECT 'p1' AS person_id, 7 AS n");
  cloud.athena.namedQueries.put({
    Name: 'all',
    Database: 'town',
    QueryString: 'SELECT * FROM people',
    WorkGroup: 'primary',
  });
});
afterAll(async () => cloud.close());

const Started = z.object({ QueryExecutionId: z.string() });
const Described = z.object({ QueryExecution: z.object({ Status: z.object({ State: z.string() }) }) });

describe.skipIf(!awsInstalled)('the aws CLI', () => {
  it('runs a query to its rows', async () => {
    const { QueryExecutionId: id } = Started.parse(
      await aws(
        cloud.url,
        'athena',
        'start-query-execution',
        '--query-string',
        'SELECT person_id, n FROM people WHERE n = ?',
        '--execution-parameters',
        '7',
        '--query-execution-context',
        'Database=town',
      ),
    );
    const described = async () =>
      Described.parse(await aws(cloud.url, 'athena', 'get-query-execution', '--query-execution-id', id));
    while ((await described()).QueryExecution.Status.State !== 'SUCCEEDED') await sleep(100);
    const results = await aws(cloud.url, 'athena', 'get-query-results', '--query-execution-id', id);
    expect(results).toMatchObject({
      ResultSet: {
        Rows: [
          { Data: [{ VarCharValue: 'person_id' }, { VarCharValue: 'n' }] },
          { Data: [{ VarCharValue: 'p1' }, { VarCharValue: '7' }] },
        ],
      },
    });
  });

  it('lists named queries, and Glue’s tables', async () => {
    await expect(aws(cloud.url, 'athena', 'list-named-queries')).resolves.toMatchObject({
      NamedQueryIds: [expect.any(String)],
    });
    await expect(aws(cloud.url, 'glue', 'get-tables', '--database-name', 'town')).resolves.toMatchObject({
      TableList: [{ Name: 'people', StorageDescriptor: { Location: 's3://lake/people/' } }],
    });
  });

  it('is told what is not spoken here', async () => {
    await expect(
      aws(cloud.url, 'athena', 'list-prepared-statements', '--work-group', 'primary'),
    ).rejects.toThrow(/athena does not speak ListPreparedStatements here/);
    await expect(aws(cloud.url, 'glue', 'list-jobs')).rejects.toThrow(/glue does not speak ListJobs here/);
  });
});

import {
  BatchGetQueryExecutionCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  ListQueryExecutionsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Embedded, embedded } from './embedded.ts';

/** Runs until it is stopped: a cross join of a million million rows. */
const ENDLESS = `SELECT count(*) FROM UNNEST(sequence(1, 1000000)) AS a(x) CROSS JOIN UNNEST(sequence(1, 1000000)) AS b(y)
  WHERE (x * y) % 7 = 3`;
const TOKEN = 'a-token-of-thirty-two-characters-';

let cloud: Embedded;
beforeEach(async () => {
  cloud = await embedded();
  cloud.catalog.putDatabase({ Name: 'town' });
});
afterEach(async () => cloud.close());

async function start(sql: string, more: object = {}): Promise<string> {
  const { QueryExecutionId = '' } = await cloud.client.send(
    new StartQueryExecutionCommand({ QueryString: sql, ...more }),
  );
  return QueryExecutionId;
}
async function stateOf(id: string): Promise<string | undefined> {
  const { QueryExecution } = await cloud.client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
  return QueryExecution?.Status?.State;
}

describe('an execution', () => {
  it('tells its course', async () => {
    const execution = await cloud.run("SELECT ? AS x, 'b'", {
      ExecutionParameters: ["'a'"],
      WorkGroup: 'primary',
    });
    expect(execution).toMatchObject({
      Query: "SELECT ? AS x, 'b'",
      StatementType: 'DML',
      WorkGroup: 'primary',
      ExecutionParameters: ["'a'"],
      QueryExecutionContext: { Database: 'town' },
      EngineVersion: { EffectiveEngineVersion: 'Athena engine version 3' },
      Status: { State: 'SUCCEEDED' },
      Statistics: { DataScannedInBytes: 0 },
    });
    expect(execution.Status?.CompletionDateTime?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('is one for one token, and another query may not have it', async () => {
    const first = await start('SELECT 1', { ClientRequestToken: TOKEN });
    await expect(start('SELECT 1', { ClientRequestToken: TOKEN })).resolves.toBe(first);
    await expect(start('SELECT 2', { ClientRequestToken: TOKEN })).rejects.toThrow(/Idempotent parameters/);
    const both = await Promise.all(
      [1, 2].map(async () => start('SELECT 3', { ClientRequestToken: `${TOKEN}2` })),
    );
    expect(new Set(both).size).toBe(1);
  });

  it('gives its rows in pages, the head on the first', async () => {
    const { QueryExecutionId } = await cloud.run(
      'SELECT x FROM UNNEST(sequence(1, 2500)) AS t(x) ORDER BY x',
    );
    const sizes: number[] = [];
    const cells: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await cloud.client.send(new GetQueryResultsCommand({ QueryExecutionId, NextToken }));
      sizes.push(page.ResultSet?.Rows?.length ?? 0);
      cells.push(...(page.ResultSet?.Rows ?? []).map((row) => row.Data?.[0]?.VarCharValue));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(sizes).toEqual([1000, 1000, 501]);
    expect(cells).toEqual(['x', ...Array.from({ length: 2500 }, (_, index) => String(index + 1))]);
    const small = await cloud.client.send(new GetQueryResultsCommand({ QueryExecutionId, MaxResults: 1 }));
    expect(small.ResultSet?.Rows).toEqual([{ Data: [{ VarCharValue: 'x' }] }]);
  });

  it('has no rows to give before and after anything but success', async () => {
    const failed = await cloud.run('SELECT nothing');
    await expect(
      cloud.client.send(new GetQueryResultsCommand({ QueryExecutionId: failed.QueryExecutionId })),
    ).rejects.toThrow('Query did not finish successfully. Final query state: FAILED');
    const running = await start(ENDLESS);
    await expect(
      cloud.client.send(new GetQueryResultsCommand({ QueryExecutionId: running })),
    ).rejects.toThrow(/Query has not yet finished/);
  });

  it('waits while two others run, and is stopped waiting or running', async () => {
    const ids = [await start(ENDLESS), await start(ENDLESS), await start(ENDLESS)];
    await expect.poll(async () => Promise.all(ids.map(stateOf))).toEqual(['RUNNING', 'RUNNING', 'QUEUED']);
    for (const id of ids.toReversed())
      await cloud.client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    expect(await Promise.all(ids.map(stateOf))).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
    await expect(cloud.ask('SELECT 1')).resolves.toMatchObject({ rows: [['1']] });
  });

  it('is listed, newest first, and asked for in batches', async () => {
    const first = await cloud.run('SELECT 1');
    const second = await cloud.run('SELECT 2');
    const listed = await cloud.client.send(new ListQueryExecutionsCommand({ MaxResults: 1 }));
    expect(listed.QueryExecutionIds).toEqual([second.QueryExecutionId]);
    const rest = await cloud.client.send(new ListQueryExecutionsCommand({ NextToken: listed.NextToken }));
    expect(rest.QueryExecutionIds).toEqual([first.QueryExecutionId]);
    const batch = await cloud.client.send(
      new BatchGetQueryExecutionCommand({ QueryExecutionIds: [first.QueryExecutionId ?? '', 'unknown'] }),
    );
    expect(batch.QueryExecutions?.map(({ Query }) => Query)).toEqual(['SELECT 1']);
    expect(batch.UnprocessedQueryExecutionIds?.[0]?.QueryExecutionId).toBe('unknown');
  });
});

describe('parameters', () => {
  it.each([
    ["'it''s'", "it's"],
    ['-5', '-5'],
    ["DATE '2024-01-31'", '2024-01-31'],
    ['NULL', null],
    ["ARRAY['a', 'b']", '[a, b]'],
    ["'?'", '?'],
  ])('%s is bound as it is written', async (parameter, value) => {
    const sql = "SELECT /* ? */ ?, '?', 1 -?";
    const answer = await cloud.ask(sql, { ExecutionParameters: [parameter, '-1'] });
    expect(answer.rows).toEqual([[value, '?', '2']]);
  });

  it.each([
    [["1' OR '1'='1"], /mismatched|no literal/],
    [['1 OR true'], /the parameter 1 OR true is no literal/],
    [['(SELECT 1)'], /is no literal/],
    [['person_id'], /is no literal/],
    [["DATE 'x' --"], /Cannot cast|INVALID_CAST|is no literal/],
    [[], /Incorrect number of parameters: expected 1 but found 0/],
    [['1', '2'], /Incorrect number of parameters: expected 1 but found 2/],
  ])('%j are refused', async (parameters, reason) => {
    const { Status } = await cloud.run(
      'SELECT ?',
      parameters.length === 0 ? {} : { ExecutionParameters: parameters },
    );
    expect(Status?.State).toBe('FAILED');
    expect(Status?.StateChangeReason).toMatch(reason);
  });
});

describe('a later process', () => {
  it('begins again what an earlier one left, and still has the results of what was done', async () => {
    const done = await cloud.run("SELECT 'kept' AS x");
    await start(ENDLESS);
    await start(ENDLESS);
    const waiting = await start("SELECT 'waited'");
    // As a kill would leave it: begun, and not ended.
    cloud.store.db.exec(
      `UPDATE athena_executions SET body = json_set(body, '$.state', 'RUNNING', '$.attempts', 1) WHERE id = '${waiting}'`,
    );
    await cloud.close(true);
    const again = await embedded(cloud.dataDir);
    cloud = again;
    for (const { id, query } of again.store.db
      .prepare("SELECT id, json_extract(body, '$.query') AS query FROM athena_executions WHERE over = 0")
      .all()
      .map((row) => ({ id: String(row['id']), query: String(row['query']) })))
      if (query === ENDLESS) await again.client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    again.athena.start();
    const execution = await again.finished(waiting);
    expect(execution.Status?.State).toBe('SUCCEEDED');
    expect(again.athena.idle()).toBe(true);
    const page = await again.client.send(
      new GetQueryResultsCommand({ QueryExecutionId: done.QueryExecutionId }),
    );
    expect(page.ResultSet?.Rows?.[1]?.Data).toEqual([{ VarCharValue: 'kept' }]);
  });

  it('gives up a query that ended its process three times', async () => {
    await start(ENDLESS);
    await start(ENDLESS);
    const waiting = await start('SELECT 1');
    cloud.store.db.exec("UPDATE athena_executions SET body = json_set(body, '$.attempts', 3)");
    await cloud.close(true);
    cloud = await embedded(cloud.dataDir);
    cloud.store.db.exec("UPDATE athena_executions SET body = json_set(body, '$.attempts', 3)");
    cloud.athena.start();
    const { Status } = await cloud.finished(waiting);
    expect(Status?.State).toBe('FAILED');
    expect(Status?.StateChangeReason).toMatch(/begun several times/);
    expect(Status?.AthenaError?.ErrorCategory).toBe(1);
  });
});

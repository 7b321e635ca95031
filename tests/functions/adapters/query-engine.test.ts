import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  InvalidRequestException,
  StartQueryExecutionCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-athena';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { athenaEngine } from '#adapters/query-engine.ts';

const client = new AthenaClient({});
const athena = mockClient(client);
const engine = athenaEngine({ workgroup: 'verband', database: 'analysis', client });
beforeEach(() => athena.reset());

describe('starting', () => {
  const started = () => athena.commandCalls(StartQueryExecutionCommand)[0]?.args[0].input;

  it('names workgroup and database, and binds parameters apart from the text (R49)', async () => {
    athena.on(StartQueryExecutionCommand).resolves({ QueryExecutionId: 'q1' });
    expect(await engine.start('SELECT ?', 'token', ["'x'"])).toBe('q1');
    expect(started()).toEqual({
      QueryString: 'SELECT ?',
      ClientRequestToken: 'token---------------------------',
      WorkGroup: 'verband',
      QueryExecutionContext: { Database: 'analysis' },
      ExecutionParameters: ["'x'"],
    });
  });

  it('gives the same token for the same token, at least 32 characters long', async () => {
    athena.on(StartQueryExecutionCommand).resolves({ QueryExecutionId: 'q1' });
    await engine.start('SELECT 1', 'x'.repeat(40));
    expect(started()?.ClientRequestToken).toBe('x'.repeat(40));
    expect(started()).not.toHaveProperty('ExecutionParameters');
  });

  it('is to be tried again when no id comes back', async () => {
    athena.on(StartQueryExecutionCommand).resolves({});
    await expect(engine.start('SELECT 1', 't')).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  });

  it('passes throttling on', async () => {
    athena
      .on(StartQueryExecutionCommand)
      .rejects(new TooManyRequestsException({ $metadata: {}, message: '' }));
    await expect(engine.start('SELECT 1', 't')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });
});

describe('states', () => {
  it.each([
    ['QUEUED', 'running'],
    ['RUNNING', 'running'],
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'],
    ['CANCELLED', 'failed'],
  ] as const)('reads %s as %s', async (State, state) => {
    athena.on(GetQueryExecutionCommand).resolves({
      QueryExecution: { QueryExecutionId: 'q', Status: { State, StateChangeReason: 'why' } },
    });
    expect((await engine.state(['q'])).get('q')).toEqual({ state, reason: 'why' });
  });

  it('asks ten at a time, and leaves out what the engine does not know', async () => {
    let atOnce = 0;
    let most = 0;
    athena.on(GetQueryExecutionCommand).callsFake(async (input: { QueryExecutionId: string }) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise(setImmediate);
      atOnce -= 1;
      if (input.QueryExecutionId === 'q3') throw new InvalidRequestException({ $metadata: {}, message: '' });
      return { QueryExecution: { Status: { State: 'SUCCEEDED' } } };
    });
    const states = await engine.state(Array.from({ length: 25 }, (_, index) => `q${index}`));
    expect(most).toBe(10);
    expect(states.size).toBe(24);
    expect(states.has('q3')).toBe(false);
  });

  it('passes throttling on', async () => {
    athena.on(GetQueryExecutionCommand).rejects(new TooManyRequestsException({ $metadata: {}, message: '' }));
    await expect(engine.state(['q'])).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });

  it('asks nothing about nothing', async () => {
    expect((await engine.state([])).size).toBe(0);
    expect(athena.calls()).toEqual([]);
  });
});

describe('rows', () => {
  const ResultSetMetadata = {
    ColumnInfo: [
      { Name: 'subject', Type: 'varchar' },
      { Name: 'strength', Type: 'double' },
    ],
  };
  const row = (...values: readonly (string | undefined)[]) => ({
    Data: values.map((VarCharValue) => ({ VarCharValue })),
  });

  it('come page after page, without the heading, null as null', async () => {
    athena
      .on(GetQueryResultsCommand)
      .resolvesOnce({
        ResultSet: { ResultSetMetadata, Rows: [row('subject', 'strength'), row('a', '1')] },
        NextToken: 't',
      })
      .resolvesOnce({
        ResultSet: { ResultSetMetadata, Rows: [row('subject', 'strength'), row('b', undefined)] },
      });
    expect(await engine.rows('q')).toEqual({
      columns: [
        { name: 'subject', type: 'varchar' },
        { name: 'strength', type: 'double' },
      ],
      rows: [
        ['a', '1'],
        // A row of the second page that looks like the heading is a row.
        ['subject', 'strength'],
        ['b', null],
      ],
    });
  });

  it('are none when nothing was found', async () => {
    athena
      .on(GetQueryResultsCommand)
      .resolves({ ResultSet: { ResultSetMetadata, Rows: [row('subject', 'strength')] } });
    expect((await engine.rows('q')).rows).toEqual([]);
  });
});

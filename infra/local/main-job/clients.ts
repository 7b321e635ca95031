import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';

export type QueryRow = Readonly<Record<string, string | null>>;

/** What a steward, an analyst and a case worker do with the ordinary AWS clients. */
export type Clients = {
  /** Drops a file; `false` when it lies there already. */
  drop(key: string, body: Uint8Array): Promise<boolean>;
  query(sql: string): Promise<QueryRow[]>;
  /** How many executions of a state machine stand in a status. */
  executions(stateMachineArn: string, status: 'SUCCEEDED' | 'FAILED' | 'RUNNING'): Promise<number>;
  /** Items of the cases table in a state, newest first. */
  casesByStatus(status: string): Promise<Record<string, unknown>[]>;
  /** Calls a door; throws with the door's own message. */
  invoke(functionName: string, request: unknown): Promise<unknown>;
};

/** For the cloud that an environment names: without an endpoint AWS, without keys whatever the SDK finds. */
export function openClients(
  environment: Readonly<Record<string, string>>,
  outputs: Readonly<Record<string, string>>,
): Clients {
  const config = clientConfig(environment);
  const s3 = new S3Client({ ...config, forcePathStyle: config.endpoint !== undefined });
  const athena = new AthenaClient(config);
  const lambda = new LambdaClient(config);
  const states = new SFNClient(config);
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  const Bucket = required(outputs, 'DropBucket');

  return {
    drop: async (Key, Body) => {
      const there = await s3.send(new HeadObjectCommand({ Bucket, Key })).catch(() => undefined);
      if (there) return false;
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      return true;
    },
    query: async (sql) => {
      const started = await athena.send(
        new StartQueryExecutionCommand({
          QueryString: sql,
          WorkGroup: required(outputs, 'AthenaWorkgroup'),
          QueryExecutionContext: { Database: required(outputs, 'AthenaDatabase') },
        }),
      );
      const QueryExecutionId = started.QueryExecutionId;
      for (;;) {
        const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
        const state = QueryExecution?.Status?.State;
        if (state === 'SUCCEEDED') break;
        if (state === 'FAILED' || state === 'CANCELLED')
          throw new Error(`query failed: ${QueryExecution?.Status?.StateChangeReason ?? state}\n${sql}`);
        await sleep(20);
      }
      const rows: QueryRow[] = [];
      let NextToken: string | undefined;
      let header: readonly string[] | undefined;
      do {
        const page = await athena.send(new GetQueryResultsCommand({ QueryExecutionId, NextToken }));
        for (const row of page.ResultSet?.Rows ?? []) {
          const cells = (row.Data ?? []).map((cell) => cell.VarCharValue ?? null);
          const names = header;
          if (!names) header = cells.map((cell) => cell ?? '');
          else rows.push(Object.fromEntries(cells.map((cell, index) => [names[index] ?? '', cell])));
        }
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return rows;
    },
    executions: async (stateMachineArn, statusFilter) => {
      let count = 0;
      let nextToken: string | undefined;
      do {
        const page = await states.send(
          new ListExecutionsCommand({ stateMachineArn, statusFilter, nextToken }),
        );
        count += page.executions?.length ?? 0;
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return count;
    },
    casesByStatus: async (status) => {
      const items: Record<string, unknown>[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await dynamo.send(
          new QueryCommand({
            TableName: required(outputs, 'CasesTable'),
            IndexName: 'byStatus',
            KeyConditionExpression: 'gsi1pk = :status',
            ExpressionAttributeValues: { ':status': status },
            ScanIndexForward: false,
            ExclusiveStartKey,
          }),
        );
        items.push(...(page.Items ?? []));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      return items;
    },
    invoke: async (FunctionName, request) => {
      const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(request) }));
      const text = Buffer.from(answer.Payload ?? []).toString('utf8');
      if (answer.FunctionError !== undefined) throw new Error(`${FunctionName}: ${text}`);
      const parsed: unknown = text === '' ? null : JSON.parse(text);
      return parsed;
    },
  };
}

/** What every client of that cloud is made with. */
export function clientConfig(environment: Readonly<Record<string, string>>) {
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment;
  return {
    region: required(environment, 'AWS_REGION'),
    ...(AWS_ENDPOINT_URL === undefined ? {} : { endpoint: AWS_ENDPOINT_URL }),
    ...(AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined
      ? {}
      : {
          credentials: {
            accessKeyId: AWS_ACCESS_KEY_ID,
            secretAccessKey: AWS_SECRET_ACCESS_KEY,
            ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
          },
        }),
  };
}

export function required(values: Readonly<Record<string, string>>, name: string): string {
  const value = values[name];
  if (value === undefined) throw new RangeError(`the stacks give no ${name}`);
  return value;
}

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { defineTable } from '#local/dynamodb/define-table.ts';
import { type DynamodbService, openDynamodb } from '#local/dynamodb/service.ts';
import { serve } from '#local/gateway.ts';
import { openStore } from '#local/store.ts';

export type Embedded = {
  readonly url: string;
  readonly dataDir: string;
  readonly service: DynamodbService;
  readonly client: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
  close(): Promise<void>;
};

const clientSettings = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
});

/** The embedded DynamoDB behind the gateway, on a data directory of its own. */
export async function openEmbedded(): Promise<Embedded> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dynamodb-'));
  const store = openStore(dataDir);
  const service = openDynamodb({ store });
  const gateway = await serve({ services: [service], port: 0 });
  const client = new DynamoDBClient(clientSettings(gateway.url));
  return {
    url: gateway.url,
    dataDir,
    service,
    client,
    documents: DynamoDBDocumentClient.from(client),
    async close() {
      client.destroy();
      await gateway.close();
      store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A table of cases: partition `pk`, sort `sk`, an index by `status` and number `rank`. */
export function defineCases(service: DynamodbService, TableName = 'cases'): void {
  defineTable(service, {
    TableName,
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      { AttributeName: 'status', AttributeType: 'S' },
      { AttributeName: 'rank', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-status',
        KeySchema: [
          { AttributeName: 'status', KeyType: 'HASH' },
          { AttributeName: 'rank', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    timeToLiveAttribute: 'expires',
  });
}

import type { CaseStore } from '#ports';
import { dynamoCaseStore } from '#adapters/case-store.ts';
import { defineTable } from '#local/dynamodb/define-table.ts';
import { openEmbedded } from '#tests/infra/local/dynamodb/embedded.ts';

/** The table `cases` as the stack makes it, on an embedded DynamoDB of its own. */
export async function openCaseTable(): Promise<{
  readonly store: CaseStore;
  readonly close: () => Promise<void>;
}> {
  const embedded = await openEmbedded();
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  defineTable(embedded.service, {
    TableName: 'cases',
    AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map(text),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byStatus',
        KeySchema: [
          { AttributeName: 'gsi1pk', KeyType: 'HASH' },
          { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  return { store: dynamoCaseStore('cases', embedded.documents), close: () => embedded.close() };
}

import { defineTable } from '#local/dynamodb/define-table.ts';
import { type Embedded, openEmbedded } from '#tests/infra/local/dynamodb/embedded.ts';

/** An embedded DynamoDB of its own with one table as the stack makes them. */
export async function openContextTable(name: string): Promise<Embedded> {
  const embedded = await openEmbedded();
  defineContextTable(embedded, name);
  return embedded;
}

/** Keys `pk` and `sk`, and the index `byStatus`. */
export function defineContextTable(embedded: Embedded, TableName: string): void {
  defineTable(embedded.service, {
    TableName,
    AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
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
}

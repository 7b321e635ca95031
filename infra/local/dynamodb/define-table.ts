import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import db from 'dynalite/db/index.js';
import createTableRules from 'dynalite/validations/createTable.js';
import { PLACE } from '../service.ts';
import { check } from './check.ts';
import type { Cloud } from './cloud.ts';
import type { Rows } from './rows.ts';
import { indexOf, Item, itemsOf, readTable, Table, TABLES, TIMES_TO_LIVE } from './table.ts';

/** Keys and indexes as CreateTable takes them, and the attribute that holds the time of expiry. */
export type TableDefinition = {
  readonly TableName: string;
  readonly AttributeDefinitions: readonly unknown[];
  readonly KeySchema: readonly unknown[];
  readonly GlobalSecondaryIndexes?: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly LocalSecondaryIndexes?: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly timeToLiveAttribute?: string | undefined;
};

const KINDS = ['Global', 'Local'] as const;

/**
 * Makes the table, or brings an existing one to the definition: indexes are built anew over its items.
 * Throws when the definition is malformed or the key of an existing table differs.
 */
export function defineTable(cloud: Cloud, definition: TableDefinition): Table {
  const { timeToLiveAttribute, ...input } = definition;
  const checked = check(cloud.levels, createTableRules, { ...input, BillingMode: 'PAY_PER_REQUEST' });
  const { rows } = cloud;
  return cloud.store.transaction(() => {
    const existing = rows.get(TABLES, definition.TableName);
    const old = existing === undefined ? undefined : readTable(rows, definition.TableName);
    const table = describe(checked, definition.TableName, old);
    if (old !== undefined && !isDeepStrictEqual(keyOf(old), keyOf(table))) {
      throw new Error(
        `the table ${table.TableName} holds items under another key; its key cannot change (start with a fresh data directory)`,
      );
    }
    rows.put(TABLES, table.TableName, table);
    if (timeToLiveAttribute === undefined) rows.del(TIMES_TO_LIVE, table.TableName);
    else rows.put(TIMES_TO_LIVE, table.TableName, { AttributeName: timeToLiveAttribute });
    if (old !== undefined && !isDeepStrictEqual(indexesOf(old), indexesOf(table)))
      rebuildIndexes(rows, old, table);
    return table;
  });
}

function describe(checked: Readonly<Record<string, unknown>>, name: string, old: Table | undefined): Table {
  const { BillingMode: _billing, ...description } = checked;
  const { region, account, partition } = PLACE;
  const arn = `arn:${partition}:dynamodb:${region}:${account}:table/${name}`;
  const table = Table.parse({
    ...description,
    TableArn: arn,
    TableId: old?.TableId ?? randomUUID(),
    TableStatus: 'ACTIVE',
    CreationDateTime: old?.['CreationDateTime'] ?? Date.now() / 1000,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  });
  for (const kind of KINDS) {
    for (const index of table[`${kind}SecondaryIndexes`] ?? []) {
      Object.assign(
        index,
        { IndexArn: `${arn}/index/${index.IndexName}` },
        kind === 'Global' ? { IndexStatus: 'ACTIVE' } : {},
      );
    }
  }
  return table;
}

/** The key with the types of its attributes. */
function keyOf(table: Table): unknown {
  return table.KeySchema.map((part) => [
    part,
    table.AttributeDefinitions.find((a) => a.AttributeName === part.AttributeName),
  ]);
}

function indexesOf(table: Table): unknown {
  return [table.GlobalSecondaryIndexes, table.LocalSecondaryIndexes, table.AttributeDefinitions];
}

/** As DynamoDB's backfill: an item whose index attribute is missing or of another type is left out of the index. */
function rebuildIndexes(rows: Rows, old: Table, table: Table): void {
  for (const kind of KINDS) {
    for (const { IndexName } of old[`${kind}SecondaryIndexes`] ?? [])
      rows.clear(indexOf(kind, old.TableName, IndexName));
  }
  const types = new Map(table.AttributeDefinitions.map((a) => [a.AttributeName, a.AttributeType]));
  for (const { value } of rows.range(itemsOf(table.TableName), {})) {
    const item = Item.parse(value);
    for (const kind of KINDS) {
      const fitting = (table[`${kind}SecondaryIndexes`] ?? []).filter((index) =>
        index.KeySchema.every(({ AttributeName: name }) => item[name]?.[types.get(name) ?? ''] !== undefined),
      );
      for (const { index, key, item: entry } of db.getIndexActions(fitting, undefined, item, table).puts) {
        rows.put(indexOf(kind, table.TableName, index), key, entry);
      }
    }
  }
}

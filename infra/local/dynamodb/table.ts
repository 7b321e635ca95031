import db from 'dynalite/db/index.js';
import * as z from 'zod';
import { ServiceError } from '../service.ts';
import { serviceError } from './act.ts';
import type { Rows } from './rows.ts';

/** Attribute values as on the wire, such as `{ S: 'text' }` or `{ N: '1.50' }`: numbers stay text and keep their digits. */
export const Item = z.record(z.string(), z.record(z.string(), z.unknown()));
export type Item = z.infer<typeof Item>;

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const Index = z.looseObject({ IndexName: z.string(), KeySchema });

/** What is kept of a table: the answer to DescribeTable without its counts. */
export const Table = z.looseObject({
  TableName: z.string(),
  TableArn: z.string(),
  TableId: z.string(),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema,
  GlobalSecondaryIndexes: z.array(Index).optional(),
  LocalSecondaryIndexes: z.array(Index).optional(),
});
export type Table = z.infer<typeof Table>;

export const TABLES = 'table';
export const TIMES_TO_LIVE = 'time-to-live';
export const itemsOf = (table: string): string => `item/${table}`;
export const indexOf = (kind: string, table: string, index: string): string =>
  `index/${kind.toLowerCase()}/${table}/${index}`;

/** Throws a ResourceNotFoundException. */
export function readTable(rows: Rows, name: string): Table {
  const table = rows.get(TABLES, name);
  if (table === undefined) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `Requested resource not found: Table: ${name} not found`,
    );
  }
  return Table.parse(table);
}

const Keyed = z.object({ TableName: z.string(), Key: Item.optional(), Item: Item.optional() });

/**
 * The key under which the item of a checked request (its `Key`, or its whole `Item`) lies among its table's rows.
 * Throws when the table is missing or the key does not fit its schema.
 */
export function locate(rows: Rows, request: unknown): { readonly table: Table; readonly key: string } {
  const { TableName, Key, Item: item = {} } = Keyed.parse(request);
  const table = readTable(rows, TableName);
  const names = new Set(table.KeySchema.map(({ AttributeName }) => AttributeName));
  const key = Key ?? Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
  const misfit = db.validateKey(key, table);
  if (misfit) throw serviceError(misfit);
  return { table, key: db.createKey(key, table) };
}

/** The item that a checked request is about, as it stands now. */
export function currentItem(rows: Rows, request: unknown): Item | undefined {
  const { table, key } = locate(rows, request);
  return Item.optional().parse(rows.get(itemsOf(table.TableName), key));
}

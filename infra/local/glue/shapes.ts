import * as z from 'zod';

/** Templates write numbers and booleans where Glue keeps text. */
const Parameters = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value)),
);

const Column = z.strictObject({
  Name: z.string().min(1),
  Type: z.string().default('string'),
  Comment: z.string().optional(),
  Parameters: Parameters.optional(),
});
export type Column = z.infer<typeof Column>;

const StorageDescriptor = z.strictObject({
  Columns: z.array(Column).optional(),
  Location: z.string().optional(),
  InputFormat: z.string().optional(),
  OutputFormat: z.string().optional(),
  Compressed: z.boolean().optional(),
  NumberOfBuckets: z.number().optional(),
  SerdeInfo: z
    .strictObject({
      Name: z.string().optional(),
      SerializationLibrary: z.string().optional(),
      Parameters: Parameters.optional(),
    })
    .optional(),
  BucketColumns: z.array(z.string()).optional(),
  SortColumns: z.array(z.strictObject({ Column: z.string(), SortOrder: z.number() })).optional(),
  Parameters: Parameters.optional(),
  SkewedInfo: z.unknown().optional(),
  StoredAsSubDirectories: z.boolean().optional(),
});

export const DatabaseInput = z.strictObject({
  Name: z.string().min(1),
  Description: z.string().optional(),
  LocationUri: z.string().optional(),
  Parameters: Parameters.optional(),
});
export type DatabaseInput = z.infer<typeof DatabaseInput>;

export const TableInput = z.strictObject({
  Name: z.string().min(1),
  Description: z.string().optional(),
  Owner: z.string().optional(),
  Retention: z.number().optional(),
  StorageDescriptor: StorageDescriptor.optional(),
  PartitionKeys: z.array(Column).optional(),
  ViewOriginalText: z.string().optional(),
  ViewExpandedText: z.string().optional(),
  TableType: z.enum(['EXTERNAL_TABLE', 'VIRTUAL_VIEW']).optional(),
  Parameters: Parameters.optional(),
});
export type TableInput = z.infer<typeof TableInput>;

export const PartitionInput = z.strictObject({
  Values: z.array(z.string()).min(1),
  StorageDescriptor: StorageDescriptor.optional(),
  Parameters: Parameters.optional(),
});
export type PartitionInput = z.infer<typeof PartitionInput>;

/** What Glue adds to each thing that it keeps; moments are epoch seconds. */
const StoredDatabase = DatabaseInput.extend({ CreateTime: z.number(), CatalogId: z.string() });
export type StoredDatabase = z.infer<typeof StoredDatabase>;

const StoredTable = TableInput.extend({
  DatabaseName: z.string(),
  CreateTime: z.number(),
  UpdateTime: z.number(),
  CatalogId: z.string(),
});
export type StoredTable = z.infer<typeof StoredTable>;

const StoredPartition = PartitionInput.extend({
  DatabaseName: z.string(),
  TableName: z.string(),
  CreationTime: z.number(),
  CatalogId: z.string(),
});
export type StoredPartition = z.infer<typeof StoredPartition>;

export const storedDatabase = (body: string): StoredDatabase => StoredDatabase.parse(JSON.parse(body));
export const storedTable = (body: string): StoredTable => StoredTable.parse(JSON.parse(body));
export const storedPartition = (body: string): StoredPartition => StoredPartition.parse(JSON.parse(body));

import * as z from 'zod';
import { ServiceError } from '../service.ts';
import type { Store } from '../store.ts';
import { type Catalog, notFound } from './catalog.ts';
import { type Operation, parameters } from './json-protocol.ts';
import { page } from './pages.ts';
import { partitionFilter } from './partition-filter.ts';
import { PartitionInput } from './shapes.ts';

const OfTable = { CatalogId: z.string().optional(), DatabaseName: z.string(), TableName: z.string() };
const Values = z.array(z.string()).min(1);

const GetPartition = z.strictObject({ ...OfTable, PartitionValues: Values });
const GetPartitions = z.strictObject({
  ...OfTable,
  Expression: z.string().optional(),
  ExcludeColumnSchema: z.boolean().optional(),
  NextToken: z.string().optional(),
  MaxResults: z.number().int().min(1).max(1000).optional(),
});
const BatchGetPartition = z.strictObject({
  ...OfTable,
  PartitionsToGet: z.array(z.strictObject({ Values })).max(1000),
});
const CreatePartition = z.strictObject({ ...OfTable, PartitionInput });
const BatchCreatePartition = z.strictObject({
  ...OfTable,
  PartitionInputList: z.array(PartitionInput).max(100),
});
const UpdatePartition = z.strictObject({
  ...OfTable,
  PartitionValueList: z.array(z.string()),
  PartitionInput,
});
const DeletePartition = z.strictObject({ ...OfTable, PartitionValues: Values });
const BatchDeletePartition = z.strictObject({
  ...OfTable,
  PartitionsToDelete: z.array(z.strictObject({ Values })).max(25),
});

/** Partitions over the API. Of a batch each member stands alone: what fails is listed in `Errors`, the rest holds. */
export function partitionOperations(store: Store, catalog: Catalog): Record<string, Operation> {
  return {
    GetPartition(input) {
      const { DatabaseName, TableName, PartitionValues } = read(GetPartition, input);
      const partition = catalog.partition(DatabaseName, TableName, PartitionValues);
      if (partition === undefined) throw notFound('Cannot find partition.');
      return { Partition: partition };
    },
    GetPartitions(input) {
      const request = read(GetPartitions, input);
      const keys = catalog.table(request.DatabaseName, request.TableName)?.PartitionKeys ?? [];
      const matches = partitionFilter(keys, request.Expression);
      const found = catalog
        .partitions(request.DatabaseName, request.TableName)
        .filter((partition) => matches(partition.Values));
      return page('Partitions', found, request);
    },
    BatchGetPartition(input) {
      const { DatabaseName, TableName, PartitionsToGet } = read(BatchGetPartition, input);
      const asked = PartitionsToGet.map((each) => ({
        each,
        found: catalog.partition(DatabaseName, TableName, each.Values),
      }));
      return {
        Partitions: asked.flatMap(({ found }) => found ?? []),
        UnprocessedKeys: asked.flatMap(({ each, found }) => (found === undefined ? [each] : [])),
      };
    },
    CreatePartition(input) {
      const request = read(CreatePartition, input);
      catalog.createPartition(request.DatabaseName, request.TableName, request.PartitionInput);
      return {};
    },
    BatchCreatePartition(input) {
      const { DatabaseName, TableName, PartitionInputList } = read(BatchCreatePartition, input);
      catalog.partitions(DatabaseName, TableName); // A table that is not there fails the whole call.
      return batch(store, PartitionInputList, (each) =>
        catalog.createPartition(DatabaseName, TableName, each),
      );
    },
    UpdatePartition(input) {
      const request = read(UpdatePartition, input);
      const { DatabaseName, TableName, PartitionValueList } = request;
      catalog.updatePartition(DatabaseName, TableName, PartitionValueList, request.PartitionInput);
      return {};
    },
    DeletePartition(input) {
      const { DatabaseName, TableName, PartitionValues } = read(DeletePartition, input);
      catalog.deletePartition(DatabaseName, TableName, PartitionValues);
      return {};
    },
    BatchDeletePartition(input) {
      const { DatabaseName, TableName, PartitionsToDelete } = read(BatchDeletePartition, input);
      return batch(store, PartitionsToDelete, (each) =>
        catalog.deletePartition(DatabaseName, TableName, each.Values),
      );
    },
  };
}

function batch<T extends { readonly Values: readonly string[] }>(
  store: Store,
  members: readonly T[],
  act: (member: T) => void,
): { readonly Errors: unknown[] } {
  const Errors: unknown[] = [];
  store.transaction(() => {
    for (const member of members) {
      try {
        act(member);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const ErrorDetail = { ErrorCode: error.code, ErrorMessage: error.message };
        Errors.push({ PartitionValues: member.Values, ErrorDetail });
      }
    }
  });
  return { Errors };
}

function read<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  return parameters(schema, 'InvalidInputException', input);
}

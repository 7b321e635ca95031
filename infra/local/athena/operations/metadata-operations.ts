import * as z from 'zod';
import type { Operation } from '#local/glue/json-protocol.ts';
import { page } from '#local/glue/pages.ts';
import type { StoredTable } from '#local/glue/shapes.ts';
import { ServiceError } from '../../service.ts';
import type { AthenaParts } from './parts.ts';
import { limited } from './query-operations.ts';
import { invalid, Paged, read } from './read.ts';

const CATALOG = { CatalogName: 'AwsDataCatalog', Type: 'GLUE', Status: 'CREATE_COMPLETE' };
const InCatalog = { CatalogName: z.string(), WorkGroup: z.string().optional() };
const Catalogs = z.strictObject({ WorkGroup: z.string().optional(), ...Paged });
const ByCatalog = z.strictObject({ Name: z.string(), WorkGroup: z.string().optional() });
const Databases = z.strictObject({ ...InCatalog, ...Paged });
const ByDatabase = z.strictObject({ ...InCatalog, DatabaseName: z.string() });
const Tables = z.strictObject({
  ...InCatalog,
  DatabaseName: z.string(),
  Expression: z.string().optional(),
  ...Paged,
});
const ByTable = z.strictObject({ ...InCatalog, DatabaseName: z.string(), TableName: z.string() });

/** The catalogue as Athena shows it: one, Glue's. */
export function metadataOperations({ catalog }: AthenaParts): Record<string, Operation> {
  const databaseNamed = (catalogName: string, name: string): string => {
    requireCatalog(catalogName);
    const database = catalog.database(name);
    if (database === undefined) throw missing(`Database ${name} not found.`);
    return database.Name;
  };
  return {
    ListDataCatalogs: (input) =>
      page('DataCatalogsSummary', [CATALOG], limited(read(Catalogs, input), 50), 'InvalidRequestException'),
    GetDataCatalog(input) {
      requireCatalog(read(ByCatalog, input).Name);
      const { CatalogName, Type, Status } = CATALOG;
      return { DataCatalog: { Name: CatalogName, Type, Status, Parameters: {} } };
    },
    ListDatabases(input) {
      const request = read(Databases, input);
      requireCatalog(request.CatalogName);
      const names = catalog.databases().map(({ Name, Description }) => ({ Name, Description }));
      return page('DatabaseList', names, limited(request, 50), 'InvalidRequestException');
    },
    GetDatabase(input) {
      const { CatalogName, DatabaseName } = read(ByDatabase, input);
      const database = catalog.database(databaseNamed(CatalogName, DatabaseName));
      return { Database: { Name: database?.Name, Description: database?.Description } };
    },
    ListTableMetadata(input) {
      const request = read(Tables, input);
      const name = databaseNamed(request.CatalogName, request.DatabaseName);
      const pattern = new RegExp(`^(?:${request.Expression ?? '.*'})$`, 'i');
      const found = catalog.tables(name).filter((table) => pattern.test(table.Name));
      return page('TableMetadataList', found.map(metadata), limited(request, 50), 'InvalidRequestException');
    },
    GetTableMetadata(input) {
      const { CatalogName, DatabaseName, TableName } = read(ByTable, input);
      const table = catalog.table(databaseNamed(CatalogName, DatabaseName), TableName);
      if (table === undefined) throw missing(`Table ${TableName} not found.`);
      return { TableMetadata: metadata(table) };
    },
  };
}

function requireCatalog(name: string): void {
  if (name.toLowerCase() !== CATALOG.CatalogName.toLowerCase())
    throw invalid(`Data catalog ${name} was not found`);
}

function missing(message: string): ServiceError {
  return new ServiceError('MetadataException', `EntityNotFoundException: ${message}`);
}

function metadata(table: StoredTable): Record<string, unknown> {
  const { Columns = [], Location, InputFormat, OutputFormat, SerdeInfo } = table.StorageDescriptor ?? {};
  const storage = {
    location: Location,
    inputformat: InputFormat,
    outputformat: OutputFormat,
    'serde.serialization.lib': SerdeInfo?.SerializationLibrary,
  };
  const known = Object.entries({ ...table.Parameters, ...storage }).filter(
    ([, value]) => value !== undefined,
  );
  const columnOf = ({
    Name,
    Type,
    Comment,
  }: {
    Name: string;
    Type: string;
    Comment?: string | undefined;
  }) => ({ Name, Type, Comment });
  return {
    Name: table.Name,
    CreateTime: table.CreateTime,
    TableType: table.TableType,
    Columns: Columns.map(columnOf),
    PartitionKeys: (table.PartitionKeys ?? []).map(columnOf),
    Parameters: Object.fromEntries(known),
  };
}

import * as z from 'zod';
import { ServiceError } from '../service.ts';
import { type Catalog, notFound } from './catalog.ts';
import { type Operation, parameters } from './json-protocol.ts';
import { page } from './pages.ts';
import { DatabaseInput, TableInput } from './shapes.ts';

const CatalogId = z.string().optional();
const Paged = { NextToken: z.string().optional(), MaxResults: z.number().int().min(1).max(1000).optional() };

const GetDatabase = z.strictObject({ CatalogId, Name: z.string() });
const GetDatabases = z.strictObject({ CatalogId, ...Paged });
const CreateDatabase = z.strictObject({ CatalogId, DatabaseInput });
const GetTable = z.strictObject({ CatalogId, DatabaseName: z.string(), Name: z.string() });
const GetTables = z.strictObject({
  CatalogId,
  DatabaseName: z.string(),
  /** A regular expression over the whole name. */
  Expression: z.string().optional(),
  ...Paged,
});
const PutTable = z.strictObject({ CatalogId, DatabaseName: z.string(), TableInput });

/** Databases and tables over the API. */
export function tableOperations(catalog: Catalog): Record<string, Operation> {
  return {
    GetDatabase(input) {
      const { Name } = read(GetDatabase, input);
      return { Database: databaseOf(catalog, Name) };
    },
    GetDatabases: (input) => page('DatabaseList', catalog.databases(), read(GetDatabases, input)),
    CreateDatabase(input) {
      const request = read(CreateDatabase, input);
      if (catalog.database(request.DatabaseInput.Name) !== undefined) throw exists('Database');
      catalog.putDatabase(request.DatabaseInput);
      return {};
    },
    GetTable(input) {
      const { DatabaseName, Name } = read(GetTable, input);
      databaseOf(catalog, DatabaseName);
      const table = catalog.table(DatabaseName, Name);
      if (table === undefined) throw notFound(`Entity Not Found: table ${DatabaseName}.${Name}`);
      return { Table: table };
    },
    GetTables(input) {
      const request = read(GetTables, input);
      databaseOf(catalog, request.DatabaseName);
      const named = nameTest(request.Expression);
      return page(
        'TableList',
        catalog.tables(request.DatabaseName).filter((table) => named(table.Name)),
        request,
      );
    },
    CreateTable(input) {
      const { DatabaseName, TableInput: table } = read(PutTable, input);
      if (catalog.table(DatabaseName, table.Name) !== undefined) throw exists('Table');
      catalog.putTable(DatabaseName, table);
      return {};
    },
    UpdateTable(input) {
      const { DatabaseName, TableInput: table } = read(PutTable, input);
      if (catalog.table(DatabaseName, table.Name) === undefined)
        throw notFound(`Table ${table.Name} not found.`);
      catalog.putTable(DatabaseName, table);
      return {};
    },
    DeleteTable(input) {
      const { DatabaseName, Name } = read(GetTable, input);
      catalog.dropTable(DatabaseName, Name);
      return {};
    },
  };
}

function databaseOf(catalog: Catalog, name: string): ReturnType<Catalog['database']> {
  const database = catalog.database(name);
  if (database === undefined) throw notFound(`Database ${name} not found.`);
  return database;
}

function nameTest(expression: string | undefined): (name: string) => boolean {
  if (expression === undefined) return () => true;
  const pattern = new RegExp(`^(?:${expression})$`, 'i');
  return (name) => pattern.test(name);
}

const exists = (what: string): ServiceError =>
  new ServiceError('AlreadyExistsException', `${what} already exists.`);

function read<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  return parameters(schema, 'InvalidInputException', input);
}

import * as z from 'zod';
import { honoured } from '../template/properties.ts';
import type { ResourceBuilders } from '../template/resource.ts';
import { DatabaseInput, TableInput } from './shapes.ts';
import type { GlueService } from './service.ts';

const INERT = { CatalogId: 'the embedded cloud has one catalogue' };

const Database = z.strictObject({
  DatabaseName: z.string().optional(),
  DatabaseInput: DatabaseInput.partial({ Name: true }),
});
const Table = z.strictObject({
  Name: z.string().optional(),
  DatabaseName: z.string(),
  TableInput: TableInput.partial({ Name: true }),
});

/** Databases and tables of the template. A table that is built again keeps its registered partitions. */
export function glueResources(glue: GlueService): ResourceBuilders {
  return {
    'AWS::Glue::Database'(properties, context) {
      const { DatabaseName, DatabaseInput: input } = honoured(Database, INERT, properties, context);
      const name = (DatabaseName ?? input.Name ?? context.generatedName(255)).toLowerCase();
      glue.putDatabase({ ...input, Name: name });
      return { ref: name, attributes: {} };
    },
    'AWS::Glue::Table'(properties, context) {
      const { Name, DatabaseName, TableInput: input } = honoured(Table, INERT, properties, context);
      const name = (Name ?? input.Name ?? context.generatedName(255)).toLowerCase();
      glue.putTable(DatabaseName, { ...input, Name: name });
      return { ref: name, attributes: {} };
    },
  };
}

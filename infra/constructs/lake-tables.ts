import type { CfnTable } from 'aws-cdk-lib/aws-glue';
import { stateSql } from '#schemas/lake-sql.ts';
import {
  type ColumnType,
  historyName,
  LAKE_TABLES,
  type LakeColumn,
  type LakeTable,
  storedColumns,
} from '#schemas/tables.ts';

const HIVE: Readonly<Record<ColumnType, string>> = {
  string: 'string',
  json: 'string',
  int: 'int',
  double: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
};
const TRINO: Readonly<Record<ColumnType, string>> = {
  string: 'varchar',
  json: 'varchar',
  int: 'integer',
  double: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp(3)',
};

type TableInput = CfnTable.TableInputProperty;

const hiveColumns = (columns: readonly LakeColumn[]) =>
  columns.map((column) => ({ name: column.name, type: HIVE[column.type] }));

const parquet = (location: string, columns: readonly LakeColumn[]): TableInput['storageDescriptor'] => ({
  location,
  columns: hiveColumns(columns),
  inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
});

/** The table of a lake table's files: one partition a version, or a day for logs, registered when it is published. */
export function historyTableInput(table: LakeTable, bucket: string): TableInput {
  return {
    name: historyName(table),
    tableType: 'EXTERNAL_TABLE',
    parameters: { classification: 'parquet', EXTERNAL: 'TRUE' },
    partitionKeys: [
      table.history === 'log' ? { name: 'day', type: 'string' } : { name: 'version', type: 'int' },
    ],
    storageDescriptor: parquet(
      `s3://${bucket}/${table.database}/${historyName(table)}/`,
      storedColumns(table),
    ),
  };
}

/** One line of JSON per pointer, written with each flip. */
export function pointersTableInput(bucket: string): TableInput {
  return {
    name: 'pointers',
    tableType: 'EXTERNAL_TABLE',
    parameters: { classification: 'json', EXTERNAL: 'TRUE' },
    storageDescriptor: {
      location: `s3://${bucket}/analysis/pointers/`,
      columns: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'int' },
        { name: 'base', type: 'int' },
        { name: 'as_of', type: 'string' },
      ],
      inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      serdeInfo: { serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
    },
  };
}

export type LakeView = {
  readonly name: string;
  readonly database: LakeTable['database'];
  readonly schema: string;
  readonly sql: string;
  readonly columns: readonly LakeColumn[];
};

/** Plain names: the state at the pointer. `clock` gives patterns their day and version. */
export function viewsOf(databases: Readonly<Record<LakeTable['database'], string>>): LakeView[] {
  const pointer = (name: string, column: string) =>
    `(SELECT ${column} FROM "${databases.analysis}".pointers WHERE name = '${name}')`;
  const tables: readonly LakeTable[] = LAKE_TABLES;
  const views = tables.flatMap((table): LakeView[] => {
    if (table.pointer === null) return [];
    const sql = stateSql(
      table,
      pointer(table.pointer, 'version'),
      pointer(table.pointer, 'base'),
      databases[table.database],
    );
    return [
      {
        name: table.name,
        database: table.database,
        schema: databases[table.database],
        sql,
        columns: table.columns,
      },
    ];
  });
  const clock: LakeView = {
    name: 'clock',
    database: 'analysis',
    schema: databases.analysis,
    sql: `SELECT CAST(as_of AS date) AS as_of, version FROM "${databases.analysis}".pointers WHERE name = 'linked'`,
    columns: [
      { name: 'as_of', type: 'date' },
      { name: 'version', type: 'int' },
    ],
  };
  return [...views, clock];
}

/** A view in the form in which Athena keeps its own. */
export function viewInput(view: LakeView): TableInput {
  const definition = {
    originalSql: view.sql,
    catalog: 'awsdatacatalog',
    schema: view.schema,
    columns: view.columns.map((column) => ({ name: column.name, type: TRINO[column.type] })),
  };
  return {
    name: view.name,
    tableType: 'VIRTUAL_VIEW',
    parameters: { presto_view: 'true', comment: 'Presto View' },
    partitionKeys: [],
    storageDescriptor: { location: '', columns: hiveColumns(view.columns), serdeInfo: {} },
    viewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify(definition)).toString('base64')} */`,
    viewExpandedText: '/* Presto View */',
  };
}

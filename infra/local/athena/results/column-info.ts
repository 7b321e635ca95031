import { DuckDBDecimalType, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';

/** A result's column as GetQueryResults tells of it. */
export type ColumnInfo = {
  readonly CatalogName: string;
  readonly SchemaName: string;
  readonly TableName: string;
  readonly Name: string;
  readonly Label: string;
  readonly Type: string;
  readonly Precision: number;
  readonly Scale: number;
  readonly Nullable: 'UNKNOWN';
  readonly CaseSensitive: boolean;
};

/** Athena's name and precision of each type. */
const TYPES: Readonly<Partial<Record<DuckDBTypeId, readonly [name: string, precision: number]>>> = {
  [DuckDBTypeId.BOOLEAN]: ['boolean', 0],
  [DuckDBTypeId.TINYINT]: ['tinyint', 3],
  [DuckDBTypeId.SMALLINT]: ['smallint', 5],
  [DuckDBTypeId.INTEGER]: ['integer', 10],
  [DuckDBTypeId.BIGINT]: ['bigint', 19],
  // Sums and counts, which DuckDB widens.
  [DuckDBTypeId.HUGEINT]: ['bigint', 19],
  [DuckDBTypeId.UBIGINT]: ['bigint', 19],
  [DuckDBTypeId.FLOAT]: ['float', 17],
  [DuckDBTypeId.DOUBLE]: ['double', 17],
  [DuckDBTypeId.VARCHAR]: ['varchar', 2_147_483_647],
  [DuckDBTypeId.UUID]: ['varchar', 2_147_483_647],
  [DuckDBTypeId.BLOB]: ['varbinary', 1_073_741_824],
  [DuckDBTypeId.DATE]: ['date', 0],
  [DuckDBTypeId.TIME]: ['time', 3],
  [DuckDBTypeId.TIMESTAMP]: ['timestamp', 3],
  [DuckDBTypeId.TIMESTAMP_TZ]: ['timestamp with time zone', 3],
  [DuckDBTypeId.INTERVAL]: ['interval day to second', 0],
  [DuckDBTypeId.LIST]: ['array', 0],
  [DuckDBTypeId.MAP]: ['map', 0],
  [DuckDBTypeId.STRUCT]: ['row', 0],
  [DuckDBTypeId.SQLNULL]: ['unknown', 0],
};

/** Throws a TypeError for a type that no query of Trino's gives. */
export function columnInfo(name: string, type: DuckDBType): ColumnInfo {
  const [Type, Precision, Scale] = athenaType(type);
  return plainColumn(name, Type, Precision, Scale);
}

export function plainColumn(name: string, type: string, precision = 2_147_483_647, scale = 0): ColumnInfo {
  return {
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: name,
    Label: name,
    Type: type,
    Precision: precision,
    Scale: scale,
    Nullable: 'UNKNOWN',
    CaseSensitive: type === 'varchar',
  };
}

function athenaType(type: DuckDBType): readonly [name: string, precision: number, scale: number] {
  if (type instanceof DuckDBDecimalType) return ['decimal', type.width, type.scale];
  if (type.alias === 'JSON') return ['json', 0, 0];
  const known = TYPES[type.typeId];
  if (known === undefined) throw new TypeError(`Athena has no type for ${type.toString()}`);
  return [...known, 0];
}

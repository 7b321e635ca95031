import { createHash } from 'node:crypto';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { expect } from 'vitest';
import { pin } from '#detect/pin.ts';
import { MACROS } from '#local/athena/engine/macros.ts';
import { translateTrino } from '#local/athena/trino/translate.ts';
import type { QueryRows } from '#ports';
import { ENTITY_PREFIX, EntityId, RecordId, type RecordKind, idText } from '#schemas/ids.ts';
import type { ReadWord } from '#schemas/pattern.ts';
import type { EventType } from '#schemas/record.ts';
import {
  lakeTable,
  storedColumns,
  historyName,
  type ColumnType,
  type LakeTableName,
} from '#schemas/tables.ts';

/** The tables that patterns of this library read. */
const LOADED = [
  'entities',
  'members',
  'links',
  'relations',
  'communities',
  'brokers',
  'network_paths',
  'network_changes',
] as const satisfies readonly LakeTableName[];

const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'VARCHAR',
  json: 'VARCHAR',
  int: 'INTEGER',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};
/** Trino's names where DuckDB has another: enough for an engine that runs the text as it stands. */
const PLAIN_MACROS = [
  'json_extract_scalar(j, p) AS json_extract_string(j, p)',
  'json_format(j) AS CAST(j AS VARCHAR)',
  'json_parse(s) AS CAST(s AS JSON)',
];

const digest = (text: string) => createHash('sha256').update(text).digest();
/** An entity id that a test can name. */
export const id = (kind: RecordKind, name: string) =>
  EntityId.parse(`${ENTITY_PREFIX[kind]}-${idText(digest(name))}`);
export const recordId = (name: string) => RecordId.parse(`rec-${idText(digest(name))}`);

type Since = { readonly since?: string; readonly until?: string; readonly inResearch?: boolean };

/** A small town in the history tables of the analysis database, in which tests plant what a pattern should find. */
export class FixtureTown {
  readonly asOf: string;
  readonly #rows = new Map<LakeTableName, Record<string, unknown>[]>();
  #count = 0;

  constructor(asOf = '2026-10-01') {
    this.asOf = asOf;
  }

  row(table: LakeTableName, row: Record<string, unknown>, version = 1): void {
    const rows = this.#rows.get(table) ?? [];
    rows.push({ deleted: false, ...row, version });
    this.#rows.set(table, rows);
  }

  entity(kind: RecordKind, name: string, attributes: Record<string, unknown>, seen = '2020-01-01'): EntityId {
    const entity_id = id(kind, name);
    this.row('entities', {
      entity_id,
      kind,
      first_seen: seen,
      last_seen: seen,
      attributes: JSON.stringify(attributes),
    });
    return entity_id;
  }

  address(name: string, attributes: Record<string, unknown> = {}): EntityId {
    return this.entity('address', name, { dwelling_use: 'woonfunctie', ...attributes });
  }

  person(name: string, attributes: Record<string, unknown> = {}): EntityId {
    return this.entity('person', name, { birth_year: 1980, surname_token: name, ...attributes });
  }

  relate(
    from: EntityId,
    to: EntityId,
    role: string,
    { since = '2020-01-01', until, inResearch = false }: Since = {},
  ): void {
    this.#count += 1;
    this.row('relations', {
      from_entity_id: from,
      to_entity_id: to,
      role,
      since,
      until: until ?? null,
      record_id: recordId(`relation ${this.#count}`),
      in_research: inResearch,
    });
  }

  /** So many people registered at an address, each with a surname of their own unless told otherwise. */
  residents(
    address: EntityId,
    names: readonly string[],
    attributes: Record<string, unknown> = {},
    since: Since = {},
  ): EntityId[] {
    return names.map((name) => {
      const person = this.person(name, attributes);
      this.relate(person, address, 'registered_at', since);
      return person;
    });
  }

  company(name: string, attributes: Record<string, unknown> = {}): EntityId {
    return this.entity('company', name, { registered_in_kvk: true, ...attributes });
  }

  event(
    type: EventType,
    name: string,
    location: EntityId,
    attributes: Record<string, unknown> & { occurred_on: string },
    since: Since = {},
  ): EntityId {
    const event = this.entity('event', name, { event_type: type, ...attributes }, attributes.occurred_on);
    this.relate(event, location, 'location', { since: attributes.occurred_on, ...since });
    return event;
  }

  /** What an address used in a year, as the grid operator and the water company tell it. */
  used(address: EntityId, year: number, amounts: Readonly<Record<string, number>>): EntityId {
    const until = `${year}-12-31`;
    return this.event(
      'consumption',
      `${address} ${year}`,
      address,
      { occurred_on: `${year}-01-01`, ended_on: until, ...amounts },
      { until },
    );
  }

  /**
   * Answers a pattern as the query engine does: pinned to a version, every cell as text. The embedded Athena's
   * translation answers; an engine that takes the text as it stands must answer alike, as patterns keep to what both speak.
   */
  async answer(sql: string, version = 1, reads?: readonly ReadWord[]): Promise<QueryRows> {
    const connection = await engine();
    await this.#load(connection);
    const text = pin(sql, { version, base: 1, asOf: this.asOf }, reads);
    const translated = await connection.runAndReadAll(translationOf(text));
    const plain = await connection.runAndReadAll(text);
    expect(plain.getRowsJson()).toEqual(translated.getRowsJson());
    return {
      columns: translated
        .columnNames()
        .map((name, at) => ({ name, type: String(translated.columnType(at)) })),
      rows: translated.getRowsJson().map((row) => row.map(cellText)),
    };
  }

  async #load(connection: DuckDBConnection): Promise<void> {
    for (const name of LOADED) {
      const table = lakeTable(name);
      const columns = [...storedColumns(table), { name: 'version', type: 'int' as const }];
      const types = columns.map((column) => `${column.name} ${SQL_TYPES[column.type]}`).join(', ');
      await connection.run(`CREATE OR REPLACE TABLE ${historyName(table)} (${types})`);
      const rows = this.#rows.get(name) ?? [];
      if (rows.length === 0) continue;
      const values = rows.map((row) => `(${columns.map((column) => literal(row[column.name])).join(', ')})`);
      await connection.run(`INSERT INTO ${historyName(table)} VALUES ${values.join(', ')}`);
    }
  }
}

const translations = new Map<string, string>();

/** Towns of one test file ask the same texts again and again. */
function translationOf(text: string): string {
  const known = translations.get(text) ?? translateTrino(text);
  translations.set(text, known);
  return known;
}

let opened: Promise<DuckDBConnection> | undefined;

/** One engine for all towns of a test file: its macros take longer to make than a town. */
async function engine(): Promise<DuckDBConnection> {
  opened ??= (async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run("SET integer_division=true; SET disabled_optimizers='common_subplan'");
    for (const macro of [...MACROS, ...PLAIN_MACROS]) await connection.run(`CREATE MACRO ${macro}`);
    return connection;
  })();
  return opened;
}

function cellText(cell: unknown): string | null {
  if (cell === null || typeof cell === 'string') return cell;
  return JSON.stringify(cell);
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') throw new TypeError('fixtures hold text, numbers and booleans');
  return `'${value.replaceAll("'", "''")}'`;
}

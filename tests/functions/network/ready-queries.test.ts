import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { MACROS } from '#local/athena/engine/macros.ts';
import { translateTrino } from '#local/athena/trino/translate.ts';
import { networkTables } from '#network/network-tables.ts';
import { networkQueries } from '#network/ready-queries.ts';
import type { LakeRow } from '#ports';
import { company, home, NetworkTown, person } from './network-town.ts';

/** Two rings of raids, joined by a company. */
function town(): NetworkTown {
  const made = new NetworkTown();
  for (const name of ['north', 'south'])
    for (let at = 0; at < 6; at += 1)
      made.raid(
        `${name} raid ${at}`,
        `${name} place ${at}`,
        [0, 1, 2].map((step) => `${name} ${(at + step) % 6}`),
      );
  return made
    .relate(company('front'), 'officer', person('north 0'))
    .relate(company('front'), 'officer', person('south 0'));
}

const COLUMNS = {
  communities: 'entity_id VARCHAR, community_id VARCHAR, members INTEGER, kinds VARCHAR',
  brokers: 'entity_id VARCHAR, communities INTEGER, joined VARCHAR, betweenness DOUBLE, degree INTEGER',
  network_paths: 'from_entity_id VARCHAR, to_entity_id VARCHAR, length INTEGER, via VARCHAR',
  network_changes:
    'community_id VARCHAR, event VARCHAR, other_community_id VARCHAR, members_before INTEGER, members_after INTEGER',
  entities: 'entity_id VARCHAR, kind VARCHAR, attributes VARCHAR',
} as const;

describe('the ready queries about networks', () => {
  let connection: DuckDBConnection;
  beforeAll(async () => {
    connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run('SET integer_division=true');
    for (const macro of MACROS) await connection.run(`CREATE MACRO ${macro}`);
    const made = town();
    const { tables, changes } = networkTables(made.ties(), new Map(), 1);
    const rows = { ...tables, network_changes: changes, entities: [...made.entities.values()] };
    for (const [table, columns] of Object.entries(COLUMNS)) {
      await connection.run(`CREATE TABLE ${table} (${columns})`);
      const names = columns.split(', ').map((column) => column.split(' ')[0] ?? '');
      for (const row of Object.entries(rows).find(([name]) => name === table)?.[1] ?? [])
        await connection.run(
          `INSERT INTO ${table} VALUES (${names.map((name) => literal(row, name)).join(', ')})`,
        );
    }
  });
  const answer = async (name: string) => {
    const sql = networkQueries.find((query) => query.name === name)?.sql ?? '';
    return (await connection.runAndReadAll(translateTrino(sql))).getRowObjectsJson();
  };

  it('tell which company connects two communities', async () => {
    const rows = await answer('network_connectors');
    expect(rows).toMatchObject([{ entity_id: company('front'), kind: 'company', degree: 2 }]);
    expect(rows[0]?.community_id).not.toBe(rows[0]?.other_community_id);
  });

  it('tell the ways between raids, shortest first', async () => {
    const rows = await answer('network_paths_between_raids');
    expect(rows.length).toBeGreaterThan(12);
    const lengths = rows.map((row) => Number(row.length));
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    // The nearest raids are those of the same ring.
    expect(rows.filter((row) => row.in_one_community !== true)).toEqual([]);
    expect(lengths[0]).toBe(4);
    expect(rows.map((row) => row.from_entity_id)).toContain(home('north place 0'));
  });

  it('tell which networks came, with what they hold', async () => {
    const rows = await answer('networks_that_grew');
    expect(rows.map((row) => [row.event, Number(row.addresses), Number(row.raids)])).toEqual([
      ['created', 6, 6],
      ['created', 6, 6],
    ]);
  });

  it('have names of their own, and say nothing of persons', () => {
    expect(new Set(networkQueries.map((query) => query.name)).size).toBe(networkQueries.length);
    for (const { sql } of networkQueries) expect(sql).not.toMatch(/per-|person/);
  });
});

function literal(row: LakeRow, name: string): string {
  const value = row[name];
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number') return String(value);
  return `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
}

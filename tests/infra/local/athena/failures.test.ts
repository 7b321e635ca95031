import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidRequestException } from '@aws-sdk/client-athena';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '#local/athena/engine/duckdb.ts';
import { type Embedded, embedded } from './embedded.ts';

let cloud: Embedded;
beforeAll(async () => {
  cloud = await embedded();
  cloud.catalog.putDatabase({ Name: 'town' });
  cloud.table('people', 'person_id string, n int');
  await cloud.parquet(
    'lake/people/1.parquet',
    "SELECT * FROM (VALUES ('p1', 1), ('p2', 0)) AS t(person_id, n)",
  );
});
afterAll(async () => cloud.close());

describe('a query that fails ends with Athena’s reason', () => {
  it.each([
    ['SELECT nme FROM people', "COLUMN_NOT_FOUND: line 1:8: Column 'nme' cannot be resolved"],
    [
      'SELECT person_id,\n  p.nme FROM people p',
      "COLUMN_NOT_FOUND: line 2:5: Column 'nme' cannot be resolved",
    ],
    [
      'SELECT x FROM persons',
      "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.town.persons' does not exist",
    ],
    ['SELECT x FROM vilage.people', "SCHEMA_NOT_FOUND: line 1:15: Schema 'vilage' does not exist"],
    ['SELECT x FROM hive.town.people', "CATALOG_NOT_FOUND: Catalog 'hive' does not exist"],
    [
      "SELECT 'é', /* é */ read_csv('/etc/passwd')",
      "FUNCTION_NOT_FOUND: line 1:21: Function 'read_csv' not registered",
    ],
    [
      "SELECT * FROM read_parquet('x')",
      "FUNCTION_NOT_FOUND: line 1:15: Function 'read_parquet' not registered",
    ],
    ["SELECT soundex('a')", "FUNCTION_NOT_FOUND: line 1:8: Function 'soundex' not registered"],
    ['SELECT list_sum(ARRAY[1])', "FUNCTION_NOT_FOUND: line 1:8: Function 'list_sum' not registered"],
    ['SELECT trino_divide(1, 2)', "FUNCTION_NOT_FOUND: line 1:8: Function 'trino_divide' not registered"],
    [
      'SELECT person_id, count(*) FROM people',
      "EXPRESSION_NOT_AGGREGATE: line 1:8: 'person_id' must be an aggregate expression",
    ],
    ['SELECT a.n FROM people a JOIN people b ON n = 1', "AMBIGUOUS_NAME: line 1:43: Column 'n' is ambiguous"],
    ['SELECT 1 / n FROM people', 'DIVISION_BY_ZERO: Division by zero'],
    ['SELECT 1.5 / n FROM people', 'DIVISION_BY_ZERO: Division by zero'],
    ['SELECT 5 % n FROM people', 'DIVISION_BY_ZERO: Division by zero'],
    ['SELECT CAST(person_id AS integer) FROM people', "INVALID_CAST_ARGUMENT: Cannot cast 'p1' to INT"],
    ["SELECT CAST('2024-13-01' AS date)", 'INVALID_CAST_ARGUMENT: '],
    ['SELECT 9223372036854775807 + n FROM people', 'NUMERIC_VALUE_OUT_OF_RANGE: '],
    ['SELECT (SELECT n FROM people)', 'SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows'],
    ['SELECT sum(person_id) FROM people', 'TYPE_MISMATCH: Unexpected parameters for function: sum(VARCHAR)'],
    ["SELECT date_format(now(), '%D')", "INVALID_FUNCTION_ARGUMENT: the date format '%D' is not spoken here"],
    [
      "SELECT date_trunc('fortnight', now())",
      "INVALID_FUNCTION_ARGUMENT: 'fortnight' is not a valid unit of time",
    ],
    ["SELECT json_extract('{}', '$..a')", "INVALID_FUNCTION_ARGUMENT: Invalid JSON path: '$..a'"],
    ['SELECT n::varchar FROM people', 'NOT_SUPPORTED: the operator :: is not spoken here'],
    ["SELECT * FROM people WHERE person_id ILIKE 'P%'", 'NOT_SUPPORTED: I LIKE is not spoken here'],
    ['SELECT n FROM people TABLESAMPLE BERNOULLI (10)', 'NOT_SUPPORTED: TABLESAMPLE is not spoken here'],
    [
      'SELECT n FROM people ORDER BY n FETCH FIRST 1 ROWS WITH TIES',
      'NOT_SUPPORTED: FETCH FIRST … WITH TIES is not spoken here',
    ],
    [
      'SELECT max_by(n, n) FROM people WHERE reduce(n, 1) = 1',
      'TYPE_MISMATCH: Unexpected parameters for function reduce',
    ],
    ['SELECT split(person_id) FROM people', 'TYPE_MISMATCH: Unexpected parameters for function split'],
    [
      'SELECT transform(ARRAY[1], x -> x) FILTER (WHERE true)',
      'NOT_SUPPORTED: transform is no aggregate function',
    ],
    ["SELECT INTERVAL '1-2' YEAR TO MONTH", 'NOT_SUPPORTED: intervals of more than one unit'],
    ["SELECT CAST('x' AS ipaddress)", 'NOT_SUPPORTED: the type'],
    ['DESCRIBE nothing', "TABLE_NOT_FOUND: Table 'town.nothing' does not exist"],
  ])('%s', async (sql, reason) => {
    const { Status } = await cloud.run(sql);
    expect(Status?.State).toBe('FAILED');
    expect(Status?.StateChangeReason).toContain(reason);
    expect(Status?.AthenaError?.ErrorCategory).toBe(2);
    expect(Status?.AthenaError?.ErrorMessage).toBe(Status?.StateChangeReason);
  });
});

describe('a text that is no query is refused at the call', () => {
  it.each([
    ['SELEC 1', /line 1:1: mismatched input 'SELEC'/],
    ['SELECT 1 FROM', /line 1:\d+: mismatched input/],
    ["SELECT '", /line 1:8: mismatched input/],
    ['SELECT 1; SELECT 2', /Only one sql statement is allowed/],
    ['DROP TABLE people', /answers queries only, not DROP/],
    ['INSERT INTO people VALUES (1)', /not INSERT/],
    ['CREATE TABLE x AS SELECT 1', /not CREATE/],
    ["UNLOAD (SELECT 1) TO 's3://x/'", /not UNLOAD/],
    ['PREPARE x FROM SELECT 1', /not PREPARE/],
    ['EXECUTE x', /not EXECUTE/],
    ['SET x = 1', /not SET/],
    ["COPY (SELECT 1) TO 'x'", /mismatched input 'COPY'/],
    ['FROM people', /mismatched input 'FROM'/],
    ['WITH x AS (SELECT 1) DELETE FROM people', /line|not supported/],
  ])('%s', async (sql, message) => {
    const refusal = cloud.run(sql);
    await expect(refusal).rejects.toThrow(InvalidRequestException);
    await expect(refusal).rejects.toThrow(message);
  });
});

describe('the engine is closed in', () => {
  it('reads no file outside the objects, changes no setting, loads nothing', async () => {
    const outside = join(cloud.dataDir, 'outside.csv');
    writeFileSync(outside, 'secret\n1\n');
    const inside = join(cloud.dataDir, 's3/lake/people/1.parquet');
    const engine = await openEngine({
      tempDir: join(cloud.dataDir, 'temp'),
      readable: [join(cloud.dataDir, 's3')],
    });
    const session = await engine.session();
    await expect(session.rows(`SELECT count(*) FROM read_parquet('${inside}')`)).resolves.toEqual([[2n]]);
    await expect(session.rows(`SELECT * FROM read_csv('${outside}')`)).rejects.toThrow(/Permission Error/);
    await expect(
      session.rows(`SELECT * FROM read_csv('${cloud.dataDir}/s3/../outside.csv')`),
    ).rejects.toThrow(/Permission/);
    await expect(session.rows("SELECT * FROM read_csv('/etc/passwd')")).rejects.toThrow(/Permission Error/);
    await expect(session.run(`COPY (SELECT 1) TO '/tmp/out.csv'`)).rejects.toThrow(/Permission Error/);
    await expect(session.run('SET enable_external_access = true')).rejects.toThrow(/lock|cannot/i);
    await expect(session.run("SET memory_limit = '20GB'")).rejects.toThrow(/locked/);
    await expect(session.run('INSTALL httpfs')).rejects.toThrow();
    await expect(session.run(`ATTACH '${outside}.db' AS x`)).rejects.toThrow();
    session.close();
    engine.close();
  });
});

describe('arms of a UNION ALL that share a join (duckdb#24624, #25819)', () => {
  const CONDITION = '((NOT t2.c0) AND (substring(t0.c1 FROM -4294967296) <> t0.c1))';
  const ARM = (test: string): string => `SELECT 1 AS x FROM t2 LEFT JOIN t0 ON true WHERE ${test}`;
  const SQL = `SELECT count(*) FROM (${ARM(`NOT ${CONDITION}`)} UNION ALL ${ARM(`${CONDITION} IS NULL`)}) AS u`;
  const TABLES = ['t2 AS SELECT false AS c0', "t0 AS SELECT 'a' AS c1"];

  it('give every row in the engine', async () => {
    const engine = await openEngine({ tempDir: join(cloud.dataDir, 'temp'), readable: [] });
    const session = await engine.session();
    for (const table of TABLES) await session.run(`CREATE TEMP TABLE ${table}`);
    await expect(session.rows(SQL)).resolves.toEqual([[1n]]);
    session.close();
    engine.close();
  });

  it('lose one in bare DuckDB still: when this fails, the engine needs its setting no more', async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    for (const table of TABLES) await connection.run(`CREATE TEMP TABLE ${table}`);
    expect((await connection.runAndReadAll(SQL)).getRows()).not.toEqual([[1n]]);
  });
});

import { describe, expect, it } from 'vitest';
import { jodaFormat, mysqlFormat } from '#local/athena/trino/formats.ts';
import type { Relation } from '#local/athena/trino/relations.ts';
import { parseStatement } from '#local/athena/trino/statement.ts';
import { translateTrino } from '#local/athena/trino/translate.ts';

describe('translateTrino', () => {
  it.each([
    ['SELECT a, b + 1 FROM t', 'SELECT "a", "b" + 1 AS "_col1" FROM "t" AS "t"'],
    ['SELECT at, position FROM town.events AS e', 'SELECT "at", "position" FROM "town.events" AS "e"'],
    ['SELECT a / b FROM t', 'SELECT TRINO_DIVIDE("a", "b") AS "_col0" FROM "t" AS "t"'],
    ['SELECT x FROM t LIMIT ALL', 'SELECT "x" FROM "t" AS "t"'],
    [
      "SELECT date_trunc('month', d) m FROM t",
      'SELECT TIME_BUCKET(TO_MONTHS(1), "d") AS "m" FROM "t" AS "t"',
    ],
    [
      'SELECT u.x FROM t CROSS JOIN UNNEST(a) AS u(x)',
      'SELECT "u"."x" FROM "t" AS "t" CROSS JOIN (SELECT UNNEST("a")) AS "u"("x")',
    ],
    [
      'SELECT 1 AS year FROM (SELECT 1) AS date(d)',
      'SELECT 1 AS "year" FROM (SELECT 1 AS "_col0") AS "date"("d")',
    ],
    [
      'WITH sequence(n) AS (SELECT 1) SELECT n FROM sequence',
      'WITH "sequence"("n") AS (SELECT 1 AS "_col0") SELECT "n" FROM "sequence"',
    ],
  ])('%s', (trino, duckdb) => {
    expect(translateTrino(trino)).toBe(duckdb);
  });

  it('keeps a set operation outside a relation that has no name', () => {
    const sql = translateTrino('SELECT count(*) FROM (SELECT 1) UNION ALL SELECT 2');
    expect(sql).toMatch(/FROM \(SELECT 1 AS "_col0"\) AS "\w+" UNION ALL SELECT 2/);
  });
});

function relationsOf(sql: string): Relation[] {
  const found: Relation[] = [];
  parseStatement(sql).translate((relation) => {
    found.push(relation);
    return relation.table;
  });
  return found;
}

describe('relations of a statement', () => {
  it('are its tables, not its common table expressions', () => {
    const sql = `WITH a AS (SELECT * FROM a JOIN b.a USING (x)), c AS (SELECT * FROM a)
      SELECT (SELECT max(x) FROM d) FROM c WHERE x IN (SELECT x FROM e WHERE y IN (SELECT y FROM a))`;
    expect(relationsOf(sql).map(({ database, table }) => [database, table])).toEqual(
      expect.arrayContaining([
        [undefined, 'a'],
        ['b', 'a'],
        [undefined, 'd'],
        [undefined, 'e'],
      ]),
    );
    expect(relationsOf(sql)).toHaveLength(4);
  });

  it.each([
    ['SELECT * FROM t WHERE v = 3', [{ column: 'v', operator: '=', operands: ['3'] }]],
    [
      'SELECT * FROM t AS x WHERE x.V >= -1 AND 5 > v',
      [
        { column: 'v', operator: '>=', operands: ['-1'] },
        { column: 'v', operator: '<', operands: ['5'] },
      ],
    ],
    [
      "SELECT * FROM t WHERE d IN ('a', 'b') AND d BETWEEN DATE '2024-01-01' AND DATE '2024-02-01'",
      [
        { column: 'd', operator: 'in', operands: ['a', 'b'] },
        { column: 'd', operator: '>=', operands: ['2024-01-01'] },
        { column: 'd', operator: '<=', operands: ['2024-02-01'] },
      ],
    ],
    ['SELECT * FROM t WHERE v = 3 OR v = 4', []],
    ['SELECT * FROM t WHERE NOT v = 3', []],
    ['SELECT * FROM t WHERE v NOT IN (3)', []],
    ['SELECT * FROM t WHERE v NOT BETWEEN 1 AND 2', []],
    ['SELECT * FROM t WHERE other.v = 3', []],
    ['SELECT * FROM t WHERE v = w', []],
    ['SELECT * FROM (SELECT * FROM t) AS x WHERE v = 3', []],
    ['SELECT 1 WHERE EXISTS (SELECT 1 FROM t) AND v = 3', []],
  ])('%s', (sql, predicates) => {
    expect(relationsOf(sql)[0]?.predicates).toEqual(predicates);
  });
});

describe('date formats', () => {
  it.each([
    ['%Y-%m-%dT%H:%i:%s', '%Y-%m-%dT%H:%M:%S'],
    ['%e %M %Y 100%%', '%-d %B %Y 100%%'],
  ])('MySQL’s %s', (mysql, strftime) => {
    expect(mysqlFormat(mysql)).toBe(strftime);
  });
  it.each([
    ["yyyy-MM-dd'T'HH:mm:ss.SSS", '%Y-%m-%dT%H:%M:%S.%g'],
    ["d MMM yyyy '100%' ''", "%-d %b %Y 100%% '"],
  ])('Joda’s %s', (joda, strftime) => {
    expect(jodaFormat(joda)).toBe(strftime);
  });
  it('with letters that are not known are refused', () => {
    expect(() => mysqlFormat('%U')).toThrow(/'%U' is not spoken here/);
    expect(() => jodaFormat('yyyy-ww')).toThrow(/'ww' is not spoken here/);
  });
});

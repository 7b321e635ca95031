import { expect, it } from 'vitest';
import { knownStatement } from '#local/athena/trino/known-statements.ts';
import { parseStatement } from '#local/athena/trino/statement.ts';
import type { Place } from '#local/athena/trino/relations.ts';

const SQL = 'SELECT a.x, b.y FROM one a JOIN two b ON a.id = b.id WHERE a.version = 3';
const called =
  (suffix: string): Place =>
  ({ table }) =>
    `${table}${suffix}`;

it('gives what the parser gives, for whichever names the relations now go by', () => {
  for (const suffix of ['', '', '#1', '#2', ''])
    expect(knownStatement(SQL).translate(called(suffix))).toBe(parseStatement(SQL).translate(called(suffix)));
});

it('asks for the names each time, so that a table that is gone is found out', () => {
  const statement = knownStatement(SQL);
  statement.translate(called(''));
  const gone: Place = ({ table }) => {
    if (table === 'two') throw new Error('there is no table two');
    return table;
  };
  expect(() => statement.translate(gone)).toThrow('there is no table two');
});

it('tells places in the text after the translation too', () => {
  const statement = knownStatement('SELECT\n  wrong FROM one');
  statement.translate(called(''));
  expect(statement.columnPosition('wrong')).toEqual(
    parseStatement('SELECT\n  wrong FROM one').columnPosition('wrong'),
  );
});

it('knows a statement again, and forgets the oldest of very many', () => {
  const first = knownStatement('SELECT 0');
  expect(knownStatement('SELECT 0')).toBe(first);
  for (let nth = 1; nth <= 256; nth += 1) knownStatement(`SELECT ${nth}`);
  expect(knownStatement('SELECT 0')).not.toBe(first);
});

const PINNED = (version: number, day: string) => `
  WITH state AS (SELECT id, deleted FROM one_history WHERE version BETWEEN 1 AND ${version}),
    clock AS (SELECT DATE '${day}' AS as_of, ${version} AS version)
  SELECT state.id, 'version = 3' AS said FROM state CROSS JOIN clock
  JOIN two_history ON two_history.id = state.id AND two_history.version = ${version}
  WHERE state.id > 3`;
const byPredicates: Place = ({ table, predicates }) => `${table}#${JSON.stringify(predicates)}`;

it.each([
  [7, '2026-10-15'],
  [8, '2026-10-16'],
  [123456789, '2026-10-16'],
])('gives of a pattern bound to version %s what the parser gives', (version, day) => {
  const sql = PINNED(version, day);
  expect(knownStatement(sql).translate(byPredicates)).toBe(parseStatement(sql).translate(byPredicates));
  expect(knownStatement(sql).translate(byPredicates)).toContain(`"operands"":[""${version}""]`);
});

it('tells of a bound statement what is wrong where it stands in its own text', () => {
  const wrong = 'SELECT * FROM one WHERE version = 7 AND soundex(name) = x';
  const failure = (translate: () => unknown): unknown => {
    try {
      return translate();
    } catch (error) {
      return error;
    }
  };
  expect(failure(() => knownStatement(wrong).translate(called('')))).toEqual(
    failure(() => parseStatement(wrong).translate(called(''))),
  );
  const noQuery = 'SELECT FROM WHERE version = 7 )';
  expect(failure(() => knownStatement(noQuery))).toEqual(failure(() => parseStatement(noQuery)));
});

it('translates text that holds what stands for versions elsewhere as it is', () => {
  const sql = "SELECT '1913000000' AS x, DATE '1913-01-01' AS day FROM one WHERE version = 7";
  expect(knownStatement(sql).translate(called(''))).toBe(parseStatement(sql).translate(called('')));
});

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

import { describe, expect, it } from 'vitest';
import { decidedRows } from '#link/engine/entities/decided-rows.ts';
import type { Decision } from '#link/engine/entities/decision.ts';
import { readDecisions } from '#link/engine/entities/read-decisions.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';

const HEADER = ['left', 'right', 'decision', 'by', 'on', 'why'];
const ROW = ['a', 'b', 'must', 'm.dekker', '2026-11-02', 'same passport'];
const read = (header: readonly string[], ...rows: (string | null)[][]) =>
  readDecisions(tableOfRows(header, rows), 'decisions.csv');
const withCell = (name: string, cell: string | null) => {
  const at = HEADER.indexOf(name);
  return ROW.map((each, index) => (index === at ? cell : each));
};

describe('reading decisions', () => {
  it('takes columns in any order', () => {
    expect(read(HEADER.toReversed(), ROW.toReversed())).toEqual([
      { left: 'a', right: 'b', decision: 'must', by: 'm.dekker', on: '2026-11-02', why: 'same passport' },
    ]);
  });

  it.each([
    ['decision', 'maybe', 'decisions.csv, decision 2: "maybe" is no decision. Write must'],
    ['by', null, 'by is empty. Name who decided.'],
    ['why', ' ', 'why is empty. Give the reason'],
    ['left', null, 'left is empty. Name a record by its id.'],
    ['on', '02-11-2026', '"02-11-2026" is no date. Write it as jjjj-mm-dd.'],
    ['on', '2026-02-30', '"2026-02-30" is no date'],
    ['right', 'a', 'a is named twice'],
  ])('refuses %s = %s', (name, cell, message) => {
    expect(() => read(HEADER, ROW, withCell(name, cell))).toThrow(message);
  });

  it('refuses a file without its columns, or with others', () => {
    expect(() => read(['left', 'right'], ['a', 'b'])).toThrow('decisions.csv has no column decision');
    expect(() => read([...HEADER, 'note'], [...ROW, 'x'])).toThrow('column note is not known');
  });
});

const ids = (...texts: string[]) =>
  tableOfRows(
    ['id'],
    texts.map((text) => [text]),
  ).columns;
const decide = (left: string, decision: Decision['decision'], right: string, by = 'm.dekker'): Decision => ({
  left,
  right,
  decision,
  by,
  on: '2026-11-02',
  why: 'seen',
});

describe('decisions about rows', () => {
  it('hang on ids, wherever the rows are, and wait for rows that are not there', () => {
    const decisions = [decide('c', 'must', 'a'), decide('b', 'cannot', 'a'), decide('a', 'must', 'gone')];
    const { mustLink, cannotLink, absent } = decidedRows(decisions, { rows: 3, ids: ids('a', 'b', 'c') });
    expect([[...mustLink.left], [...mustLink.right]]).toEqual([[2], [0]]);
    expect([[...cannotLink.left], [...cannotLink.right]]).toEqual([[1], [0]]);
    expect(absent).toEqual([decisions[2]]);
  });

  it('refuses decisions that contradict each other, by way of others too, and names who made them', () => {
    const decisions = [
      decide('a', 'must', 'b', 'a.visser'),
      decide('x', 'must', 'y'),
      decide('c', 'must', 'b'),
      decide('c', 'cannot', 'a', 'k.smit'),
    ];
    expect(() => decidedRows(decisions, { rows: 5, ids: ids('a', 'b', 'c', 'x', 'y') })).toThrow(
      'Decisions contradict each other: c and b are one (m.dekker, 2026-11-02); a and b are one (a.visser, 2026-11-02); c and a are not one (k.smit, 2026-11-02). Take one of them back.',
    );
  });

  it('refuses an id that several rows have', () => {
    expect(() => decidedRows([decide('a', 'must', 'b')], { rows: 3, ids: ids('a', 'b', 'a') })).toThrow(
      'A decision names a, which is the id of row 1 and of row 3',
    );
  });

  it('finds the ids of two inputs each in its own first column', () => {
    const [left] = tableOfRows(['id'], [['a'], [null], [null]]).columns;
    const [right] = tableOfRows(['key'], [['z'], ['b'], ['a']]).columns;
    if (!left || !right) throw new Error('both have a column');
    const of = { rows: 3, ids: [left, right], inputs: Uint8Array.of(0, 1, 1) };
    expect([...decidedRows([decide('b', 'cannot', 'z')], of).absent]).toHaveLength(1);
    expect(() => decidedRows([decide('a', 'must', 'b')], of)).toThrow('row 1 and of row 3');
  });
});

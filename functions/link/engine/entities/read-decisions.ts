import { InputError } from '../table/input-error.ts';
import type { Column, Table } from '../table/table.ts';
import { textAt } from '../table/text-at.ts';
import type { Decision } from './decision.ts';

const COLUMNS = ['left', 'right', 'decision', 'by', 'on', 'why'] as const;
type Cells = Readonly<Record<(typeof COLUMNS)[number], string>>;

/**
 * Decisions of a file that has been read: columns left, right, decision (must or cannot), by, on, why. Throws
 * InputError that says what is wrong, where and what to do. `path`: the file, for people.
 */
export function readDecisions(table: Table, path: string): Decision[] {
  const columns = COLUMNS.map((name) => [name, columnOf(table, name, path)] as const);
  const unknown = table.columns.find(({ name }) => !COLUMNS.some((each) => each === name));
  if (unknown)
    throw new InputError(`${path}: column ${unknown.name} is not known; there are ${COLUMNS.join(', ')}.`);
  return Array.from({ length: table.rows }, (_, row) => {
    const cell = (name: keyof Cells): string => {
      const column = columns.find(([each]) => each === name)?.[1];
      return column ? textAt(column, column.codes[row] ?? -1).trim() : '';
    };
    return decisionOf(
      {
        left: cell('left'),
        right: cell('right'),
        decision: cell('decision'),
        by: cell('by'),
        on: cell('on'),
        why: cell('why'),
      },
      `${path}, decision ${row + 1}`,
    );
  });
}

function columnOf(table: Table, name: string, path: string): Column {
  const column = table.columns.find((each) => each.name === name);
  if (!column)
    throw new InputError(
      `${path} has no column ${name}. Decisions have the columns ${COLUMNS.join(', ')}; it has ${table.columns.map((each) => each.name).join(', ')}.`,
    );
  return column;
}

function decisionOf(cells: Cells, where: string): Decision {
  const empty = COLUMNS.find((name) => cells[name] === '');
  if (empty) throw new InputError(`${where}: ${empty} is empty. ${ASKED[empty]}`);
  const { left, right, decision, on } = cells;
  if (decision !== 'must' && decision !== 'cannot')
    throw new InputError(
      `${where}: "${decision}" is no decision. Write must (they are one) or cannot (they are not).`,
    );
  if (!isDay(on)) throw new InputError(`${where}: "${on}" is no date. Write it as jjjj-mm-dd.`);
  if (left === right)
    throw new InputError(`${where}: ${left} is named twice. A decision is about two records.`);
  return { ...cells, decision };
}

const ASKED: Readonly<Record<keyof Cells, string>> = {
  left: 'Name a record by its id.',
  right: 'Name a record by its id.',
  decision: 'Write must (they are one) or cannot (they are not).',
  by: 'Name who decided.',
  on: 'Write the day on which it was decided, as jjjj-mm-dd.',
  why: 'Give the reason, for who reads it later.',
};

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

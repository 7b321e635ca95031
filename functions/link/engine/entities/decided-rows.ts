import { ContradictingDecisions, decidedGroups } from '#cluster/graph/decisions.ts';
import type { Pairs } from '#cluster/graph/weighed-pairs.ts';
import { InputError } from '../table/input-error.ts';
import type { Column } from '../table/table.ts';
import { textAt } from '../table/text-at.ts';
import type { Decision, RowDecision } from './decision.ts';

export type RowsById = {
  readonly rows: number;
  /** Per input its first column (codes for all rows). */
  readonly ids: readonly Pick<Column, 'codes' | 'texts'>[];
  /** Index of the input of each row; absent if there is one. */
  readonly inputs?: Uint8Array | undefined;
};

export type DecidedRows = {
  readonly mustLink: Pairs;
  readonly cannotLink: Pairs;
  readonly decisions: readonly RowDecision[];
  /** Decisions about records that are not there (now): they hold again once the records are back. */
  readonly absent: readonly Decision[];
};

/**
 * Finds the rows that decisions are about. Throws InputError if an id is of several rows, or if decisions contradict
 * each other: it names the decisions and who made them.
 */
export function decidedRows(decisions: readonly Decision[], rowsById: RowsById): DecidedRows {
  const rowOf = rowsOfIds(new Set(decisions.flatMap(({ left, right }) => [left, right])), rowsById);
  const found: Found[] = [];
  const absent: Decision[] = [];
  for (const decision of decisions) {
    const left = rowOf.get(decision.left);
    const right = rowOf.get(decision.right);
    if (left === undefined || right === undefined) absent.push(decision);
    else found.push({ said: decision, row: { ...decision, left, right } });
  }
  const mustLink = pairsOf(found, 'must');
  const cannotLink = pairsOf(found, 'cannot');
  refuseContradictions(rowsById.rows, found, mustLink, cannotLink);
  return { mustLink, cannotLink, decisions: found.map(({ row }) => row), absent };
}

function rowsOfIds(wanted: ReadonlySet<string>, { ids, inputs }: RowsById): ReadonlyMap<string, number> {
  const rowOf = new Map<string, number>();
  ids.forEach((column, input) => {
    const codes = new Map<number, string>();
    for (let code = 0; wanted.size > 0 && code < column.texts.size; code++) {
      const text = textAt(column, code).trim();
      if (wanted.has(text)) codes.set(code, text);
    }
    for (let row = 0; codes.size > 0 && row < column.codes.length; row++) {
      const id = codes.get(column.codes[row] ?? -1);
      if (id === undefined || (inputs && inputs[row] !== input)) continue;
      const known = rowOf.get(id);
      if (known !== undefined)
        throw new InputError(
          `A decision names ${id}, which is the id of row ${known + 1} and of row ${row + 1}. Give each record an id of its own.`,
        );
      rowOf.set(id, row);
    }
  });
  return rowOf;
}

type Found = { readonly said: Decision; readonly row: RowDecision };

const pairsOf = (found: readonly Found[], what: Decision['decision']): Pairs => {
  const rows = found.flatMap(({ row }) => (row.decision === what ? [row] : []));
  return {
    count: rows.length,
    left: Uint32Array.from(rows, ({ left }) => left),
    right: Uint32Array.from(rows, ({ right }) => right),
  };
};

function refuseContradictions(
  rows: number,
  found: readonly Found[],
  mustLink: Pairs,
  cannotLink: Pairs,
): void {
  try {
    decidedGroups(rows, mustLink, cannotLink);
  } catch (error) {
    if (!(error instanceof ContradictingDecisions)) throw error;
    const said = stepsOf(error.chain).flatMap(([one, other, what]) =>
      found
        .filter(({ row }) => row.decision === what && isPair(row, one, other))
        .slice(0, 1)
        .map((each) => each.said),
    );
    throw new InputError(
      `Decisions contradict each other: ${said.map(sentence).join('; ')}. Take one of them back.`,
      {
        cause: error,
      },
    );
  }
}

type Step = readonly [one: number, other: number, decision: Decision['decision']];

/** The decisions that a chain of rows stands for: each is one with the next, and the last is not one with the first. */
const stepsOf = (chain: readonly number[]): Step[] => [
  ...chain.slice(1).map((row, at): Step => [chain[at] ?? -1, row, 'must']),
  [chain[0] ?? -1, chain.at(-1) ?? -1, 'cannot'],
];

const isPair = ({ left, right }: RowDecision, one: number, other: number): boolean =>
  (left === one && right === other) || (left === other && right === one);

const sentence = ({ left, right, decision, by, on }: Decision): string =>
  `${left} and ${right} ${decision === 'must' ? 'are one' : 'are not one'} (${by}, ${on})`;

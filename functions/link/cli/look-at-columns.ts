import { InputError } from '../engine/table/input-error.ts';
import type { InputTable } from '../engine/table/read-table.ts';
import { type Column, UNKNOWN } from '../engine/table/table.ts';
import { textAt } from '../engine/table/text-at.ts';

export type ColumnsSeen = {
  /** The first column of each input: its records' ids. */
  readonly ids: readonly Column[];
  readonly truth: Column | undefined;
  /** Columns that are no evidence. */
  readonly leaveOut: readonly string[];
  readonly warnings: readonly string[];
};

/** What must be known of the columns before they are evidence. Throws InputError if there is no such truth. */
export function lookAtColumns(table: InputTable, truthName: string | undefined): ColumnsSeen {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const truth = truthName === undefined ? undefined : byName.get(truthName);
  if (truthName !== undefined) {
    const without = table.sources.find(({ columns }) => !columns.includes(truthName));
    if (!truth || without)
      throw new InputError(
        `${without?.path ?? 'The input'} has no column ${truthName} for --truth. It has ${without?.columns.join(', ') ?? ''}.`,
      );
  }
  const ids = table.sources.flatMap(({ columns }) => byName.get(columns[0] ?? '') ?? []);
  const warnings: string[] = [];
  let first = 0;
  for (const [at, { path, rows }] of table.sources.entries()) {
    const id = ids[at];
    if (id && id !== truth) warnings.push(...idWarnings(path, id, first, rows));
    first += rows;
  }
  const empty = table.columns.filter(({ texts }) => texts.size === 0);
  const constant = table.columns.filter(
    (column) =>
      table.rows > 1 && column.texts.size === 1 && column !== truth && column.texts.counts[0] === table.rows,
  );
  for (const { name } of empty) warnings.push(`column ${name} is empty in every row; it is left out.`);
  for (const column of constant)
    warnings.push(`column ${column.name} is "${textAt(column, 0)}" in every row; it is left out.`);
  const unlike =
    table.sources.length < 2
      ? []
      : table.columns.filter(
          ({ name }) =>
            !table.sources.every(({ columns }) => columns.includes(name)) &&
            !ids.some((id) => id.name === name),
        );
  for (const { name } of unlike)
    warnings.push(`column ${name} is not in both inputs; it is left out of what they are linked on.`);
  const left = [...ids, ...(truth ? [truth] : []), ...empty, ...constant, ...unlike];
  return { ids, truth, leaveOut: [...new Set(left.map(({ name }) => name))], warnings };
}

/** Ids that several rows of one input have, or that rows lack. */
function idWarnings(path: string, id: Column, first: number, rows: number): string[] {
  const seen = new Uint8Array(id.texts.size);
  let again = 0;
  let missing = 0;
  for (let row = first; row < first + rows; row++) {
    const code = id.codes[row] ?? UNKNOWN;
    if (code === UNKNOWN) missing++;
    else if (seen[code]) again++;
    else seen[code] = 1;
  }
  return [
    ...(again > 0
      ? [
          `${path}: the first column, ${id.name}, should hold each record's own id; ${again} of ${rows} rows repeat the id of an earlier row. They are told apart by row number.`,
        ]
      : []),
    ...(missing > 0
      ? [`${path}: ${missing} of ${rows} rows have no id in the first column, ${id.name}.`]
      : []),
  ];
}

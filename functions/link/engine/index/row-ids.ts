import { InputError } from '../table/input-error.ts';
import { type Column, type Table, UNKNOWN } from '../table/table.ts';
import { textAt } from '../table/text-at.ts';

/** The column that rows are known by: the first. Throws if a row has no id or two rows have the same. */
export function idsOf(table: Table, what: string): Column {
  const [ids] = table.columns;
  if (!ids) throw new InputError(`${what} has no columns`);
  const rowOf = new Int32Array(ids.texts.size).fill(-1);
  for (let row = 0; row < table.rows; row++) {
    const code = ids.codes[row] ?? UNKNOWN;
    if (code < 0)
      throw new InputError(
        `${what}, row ${row + 1}: no ${ids.name}; every row needs one in the first column`,
      );
    const known = rowOf[code] ?? -1;
    if (known >= 0)
      throw new InputError(
        `${what}, row ${row + 1}: ${ids.name} ${textAt(ids, code)} is that of row ${known + 1} too; give each row its own`,
      );
    rowOf[code] = row;
  }
  return ids;
}

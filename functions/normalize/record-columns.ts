import type { ColumnValues, LakeColumns } from '#ports';
import type { DeliveryId } from '#schemas/ids.ts';
import type { ContentShape } from './content-shape.ts';
import type { RecordDraft } from './record-draft.ts';
import { textPacker } from './text-packer.ts';

export type RecordColumns = {
  add(draft: RecordDraft): void;
  /** All that was added, as columns of the table `records`. */
  columns(): LakeColumns;
};

/**
 * Gathers records column by column. Of a row nothing is kept but its values, and of texts that never recur only their
 * bytes: a chunk's hundred thousand records as objects cost the garbage collector a third of the time.
 */
export function recordColumns(source: string, deliveryId: DeliveryId): RecordColumns {
  const [ids, parents, hashes, tokens] = [textPacker(), textPacker(), textPacker(), textPacker()];
  const values = new Map<string, unknown[]>();
  let rows = 0;
  const columnOf = (name: string): unknown[] => {
    const column = values.get(name) ?? [];
    values.set(name, column);
    return column;
  };
  const [roles, kinds, lines, inResearch] = [
    columnOf('role'),
    columnOf('kind'),
    columnOf('line'),
    columnOf('in_research'),
  ];
  const columnsOfShape = new Map<ContentShape, readonly (unknown[] | undefined)[]>();
  const columnsOf = (shape: ContentShape): readonly (unknown[] | undefined)[] => {
    const columns =
      columnsOfShape.get(shape) ??
      shape.names.map((name) => (name === 'bsn_token' ? undefined : columnOf(name)));
    columnsOfShape.set(shape, columns);
    return columns;
  };
  return {
    add: (draft) => {
      ids.put(rows, draft.record_id);
      hashes.put(rows, draft.content_hash);
      if (draft.parent_record_id !== null) parents.put(rows, draft.parent_record_id);
      if (draft.content.bsn_token) tokens.put(rows, draft.content.bsn_token);
      roles.push(draft.role);
      kinds.push(draft.kind);
      lines.push(draft.line);
      const columns = columnsOf(draft.shape);
      for (let at = 0; at < columns.length; at += 1) {
        const value = draft.values[at];
        const column = columns[at];
        if (column && value !== null && value !== undefined) padded(column, rows).push(value);
      }
      // Nothing is known to be under investigation: a statement, not a gap.
      if (inResearch.length === rows) inResearch.push(NOTHING);
      rows += 1;
    },
    columns: () => {
      const filled = [...values].filter(([, column]) => column.length > 0);
      const constant = (value: string): unknown[] => Array.from({ length: rows }, () => value);
      return {
        rows,
        values: new Map<string, ColumnValues>([
          ['record_id', ids.packed(rows)],
          ['delivery_id', constant(deliveryId)],
          ['source', constant(source)],
          ['parent_record_id', parents.packed(rows)],
          ['content_hash', hashes.packed(rows)],
          ['bsn_token', tokens.packed(rows)],
          ...filled.map(([name, column]): [string, unknown[]] => [name, padded(column, rows)]),
        ]),
      };
    },
  };
}

const NOTHING: readonly string[] = [];

/** Filled up with nulls one by one, as an array with holes is slow. */
function padded(column: unknown[], length: number): unknown[] {
  while (column.length < length) column.push(null);
  return column;
}

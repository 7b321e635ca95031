import type { LakeColumns } from '#ports';
import type { DeliveryId } from '#schemas/ids.ts';
import type { ContentShape } from './content-shape.ts';
import type { RecordDraft } from './record-draft.ts';

export type RecordColumns = {
  add(draft: RecordDraft): void;
  /** All that was added, as columns of the table `records`. */
  columns(): LakeColumns;
};

/**
 * Gathers records column by column. Of a row nothing is kept but its values: a chunk's hundred thousand records as
 * objects cost the garbage collector a third of the time.
 */
export function recordColumns(source: string, deliveryId: DeliveryId): RecordColumns {
  const values = new Map<string, unknown[]>();
  let rows = 0;
  const columnOf = (name: string): unknown[] => {
    const known = values.get(name);
    if (known) return known;
    const column: unknown[] = [];
    values.set(name, column);
    return column;
  };
  const put = (column: unknown[], value: unknown): void => {
    if (value === null || value === undefined) return;
    padded(column, rows).push(value);
  };
  const [ids, parents, roles, kinds, lines, hashes, inResearch] = [
    columnOf('record_id'),
    columnOf('parent_record_id'),
    columnOf('role'),
    columnOf('kind'),
    columnOf('line'),
    columnOf('content_hash'),
    columnOf('in_research'),
  ];
  const columnsOfShape = new Map<ContentShape, readonly unknown[][]>();
  const contentColumns = (shape: ContentShape): readonly unknown[][] => {
    const known = columnsOfShape.get(shape);
    if (known) return known;
    const columns = shape.names.map(columnOf);
    columnsOfShape.set(shape, columns);
    return columns;
  };
  return {
    add: (draft) => {
      ids.push(draft.record_id);
      put(parents, draft.parent_record_id);
      roles.push(draft.role);
      kinds.push(draft.kind);
      lines.push(draft.line);
      hashes.push(draft.content_hash);
      const columns = contentColumns(draft.shape);
      for (let at = 0; at < columns.length; at += 1) put(columns[at] ?? [], draft.values[at]);
      // Nothing is known to be under investigation: a statement, not a gap.
      if (inResearch.length === rows) inResearch.push(NOTHING);
      rows += 1;
    },
    columns: () => {
      const filled = [...values].filter(([, column]) => column.length > 0);
      const constants = rows === 0 ? [] : [repeated('delivery_id', deliveryId), repeated('source', source)];
      for (const [, column] of filled) padded(column, rows);
      return { rows, values: new Map([...constants, ...filled]) };
    },
  };

  function repeated(name: string, value: string): [string, unknown[]] {
    return [name, Array.from({ length: rows }, () => value)];
  }
}

const NOTHING: readonly string[] = [];

/** Filled up with nulls, one by one, as an array with holes is slow. */
function padded(column: unknown[], length: number): unknown[] {
  while (column.length < length) column.push(null);
  return column;
}

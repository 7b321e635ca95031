import type { ColumnValues, LakeColumns } from '#ports';
import type { DeliveryId } from '#schemas/ids.ts';
import { type ColumnKeeper, columnKeeper } from './column-keeper.ts';
import type { ContentShape } from './content-shape.ts';
import type { RecordDraft } from './record-draft.ts';

export type RecordColumns = {
  add(draft: RecordDraft): void;
  /** All that was added, as columns of the table `records`. */
  columns(): LakeColumns;
};

/**
 * Gathers records column by column. Of a row nothing is kept but what tells its values: of those that recur their codes,
 * of texts that never do their bytes. A chunk's hundred thousand records as objects cost the garbage collector a third
 * of the time.
 */
export function recordColumns(source: string, deliveryId: DeliveryId): RecordColumns {
  const columns = new Map<string, ColumnKeeper>();
  const columnOf = (name: string): ColumnKeeper => {
    const column = columns.get(name) ?? columnKeeper(name);
    columns.set(name, column);
    return column;
  };
  const ids = columnOf('record_id');
  const parents = columnOf('parent_record_id');
  const hashes = columnOf('content_hash');
  const roles = columnOf('role');
  const kinds = columnOf('kind');
  const inResearch = columnOf('in_research');
  // Counts up and never recurs.
  const lines: number[] = [];
  const plans = new Map<ContentShape, ShapePlan>();
  const planOf = (shape: ContentShape): ShapePlan => {
    const plan = plans.get(shape) ?? {
      columns: shape.names.map(columnOf),
      saysInResearch: shape.names.includes('in_research'),
    };
    plans.set(shape, plan);
    return plan;
  };
  return {
    add: (draft) => {
      const row = lines.length;
      lines.push(draft.line);
      ids.put(row, draft.record_id);
      hashes.put(row, draft.content_hash);
      if (draft.parent_record_id !== null) parents.put(row, draft.parent_record_id);
      roles.put(row, draft.role);
      kinds.put(row, draft.kind);
      const plan = planOf(draft.shape);
      for (let at = 0; at < plan.columns.length; at += 1) {
        const value = draft.values[at];
        if (value !== null && value !== undefined) plan.columns[at]?.put(row, value);
      }
      if (!plan.saysInResearch) inResearch.put(row, NOTHING);
    },
    columns: () => {
      const rows = lines.length;
      const constant = (value: string) => ({ distinct: [value], codes: new Int32Array(rows).fill(1) });
      const filled = [...columns].filter(([, column]) => !column.isEmpty);
      return {
        rows,
        values: new Map<string, ColumnValues>([
          ['delivery_id', constant(deliveryId)],
          ['source', constant(source)],
          ['line', lines],
          ...filled.map(([name, column]): [string, ColumnValues] => [name, column.values(rows)]),
        ]),
      };
    },
  };
}

type ShapePlan = {
  /** Where each of the shape's values goes. */
  readonly columns: readonly ColumnKeeper[];
  readonly saysInResearch: boolean;
};

/** Nothing is known to be under investigation: a statement, not a gap. */
const NOTHING: readonly string[] = [];

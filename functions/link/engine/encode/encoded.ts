import type { Column } from '../table/table.ts';

/** A table as a model sees it: per field of the model its derived column. All arrays may stand on shared memory. */
export type Encoded = {
  readonly rows: number;
  readonly fields: ReadonlyMap<string, Column>;
  /** Index of the input that each row came from; absent if there is one input. */
  readonly inputs?: Uint8Array;
};

/** The column of a field that a model names; an error if the table was encoded for another model. */
export function fieldOf(encoded: Encoded, name: string): Column {
  const column = encoded.fields.get(name);
  if (!column)
    throw new Error(`The model has no field ${name}; it has ${[...encoded.fields.keys()].join(', ')}`);
  return column;
}

import type { Model } from '../engine/model/model.ts';
import { InputError } from '../engine/table/input-error.ts';

/** The columns that a model looks at, and the truth. */
export const columnsOf = (model: Model, truth: string | undefined): string[] => [
  ...model.fields.flatMap(({ columns }) => columns),
  ...(truth === undefined ? [] : [truth]),
];

/** Throws InputError if a model needs columns that are not there, or one that tells the truth. */
export function checkColumns(model: Model, columns: readonly string[], truth: string | undefined): void {
  for (const { name, columns: needed } of model.fields)
    for (const column of needed) {
      if (!columns.includes(column))
        throw new InputError(
          `The model's field ${name} needs column ${column}, which the input does not have. It has ${columns.join(', ')}.`,
        );
      if (column === truth)
        throw new InputError(
          `The model's field ${name} looks at ${column}, which is the truth. Take it out.`,
        );
    }
}

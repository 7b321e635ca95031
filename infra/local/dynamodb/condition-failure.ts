import { ServiceError } from '../service.ts';
import type { Rows } from './rows.ts';
import { currentItem } from './table.ts';

/** Whether a request wants to see the item on which its condition failed. Throws on a value that is neither. */
function wantsOldItem(data: Readonly<Record<string, unknown>>): boolean {
  const wish = data['ReturnValuesOnConditionCheckFailure'] ?? 'NONE';
  if (wish !== 'ALL_OLD' && wish !== 'NONE') {
    throw new ServiceError(
      'ValidationException',
      "1 validation error detected: Value at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]",
    );
  }
  return wish === 'ALL_OLD';
}

/** Runs the write; puts the item into the error where its condition failed and the client asked for it. */
export function withOldItem<T>(
  rows: Rows,
  request: unknown,
  data: Readonly<Record<string, unknown>>,
  write: () => T,
): T {
  const wanted = wantsOldItem(data);
  try {
    return write();
  } catch (error) {
    if (!wanted || !(error instanceof ServiceError) || error.code !== 'ConditionalCheckFailedException')
      throw error;
    const Item = currentItem(rows, request);
    throw new ServiceError(error.code, error.message, error.status, Item === undefined ? {} : { Item });
  }
}

import type { Catalog } from '#local/glue/catalog.ts';
import type { Column, StoredTable } from '#local/glue/shapes.ts';
import type { Predicate } from '../trino/partition-predicates.ts';
import { isNumeric } from './hive-type.ts';
import { projectedLocation, projectedValues } from './projection.ts';

/** `null` is Hive's name for the partition of NULL. */
export type TablePartition = { readonly values: readonly (string | null)[]; readonly location: string };

const NULL_PARTITION = '__HIVE_DEFAULT_PARTITION__';

/**
 * Where a table's rows lie: its one location, or those of its partitions (registered in Glue, or projected) that can
 * hold a row of which the predicates are true. A table with keys and no partitions has no rows, as in Athena.
 */
export function partitionsOf(
  table: StoredTable,
  catalog: Catalog,
  predicates: readonly Predicate[],
  now: Date,
): TablePartition[] {
  const keys = table.PartitionKeys ?? [];
  const location = table.StorageDescriptor?.Location ?? '';
  if (keys.length === 0) return [{ values: [], location }];
  const parameters = table.Parameters ?? {};
  const all =
    parameters['projection.enabled']?.toLowerCase() === 'true'
      ? projectedValues(keys, parameters, predicates, now).map((values) => ({
          values,
          location: projectedLocation(keys, values, location, parameters['storage.location.template']),
        }))
      : catalog.partitions(table.DatabaseName, table.Name).map((partition) => ({
          values: partition.Values.map((value) => (value === NULL_PARTITION ? null : value)),
          location:
            partition.StorageDescriptor?.Location ??
            projectedLocation(keys, partition.Values, location, undefined),
        }));
  return all.filter(({ values }) => canMatch(keys, values, predicates));
}

function canMatch(
  keys: readonly Column[],
  values: readonly (string | null)[],
  predicates: readonly Predicate[],
): boolean {
  return predicates.every(({ column, operator, operands }) => {
    const index = keys.findIndex(({ Name }) => Name.toLowerCase() === column);
    const value = values[index];
    if (value === undefined) return true;
    if (value === null) return false;
    const order = (operand: string): number => compare(value, operand, isNumeric(keys[index]?.Type ?? ''));
    const [first = ''] = operands;
    if (operator === 'in')
      return operands.some((operand) => order(operand) === 0 || Number.isNaN(order(operand)));
    const found = order(first);
    if (Number.isNaN(found)) return true;
    if (operator === '=') return found === 0;
    if (operator === '<') return found < 0;
    if (operator === '<=') return found <= 0;
    return operator === '>' ? found > 0 : found >= 0;
  });
}

/** NaN where text is compared with a number: that is for the engine to judge. */
function compare(value: string, operand: string, numeric: boolean): number {
  if (numeric) return Number(value) - Number(operand);
  return value < operand ? -1 : value > operand ? 1 : 0;
}

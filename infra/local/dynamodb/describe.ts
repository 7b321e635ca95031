import * as z from 'zod';
import { ServiceError } from '../service.ts';
import type { Result } from './act.ts';
import { refuseUnknown } from './parameters.ts';
import type { Rows } from './rows.ts';
import { itemsOf, readTable, TIMES_TO_LIVE } from './table.ts';

type Body = Readonly<Record<string, unknown>>;
const TimeToLive = z.object({ AttributeName: z.string() });

export function describeTable({ rows }: { readonly rows: Rows }, data: Body): Result {
  refuseUnknown('DescribeTable', data);
  const table = readTable(rows, tableName(data));
  return { Table: { ...table, ItemCount: rows.count(itemsOf(table.TableName)) } };
}

/** The attribute is remembered and reported; nothing deletes expired items, since readers check expiry themselves. */
export function describeTimeToLive({ rows }: { readonly rows: Rows }, data: Body): Result {
  refuseUnknown('DescribeTimeToLive', data);
  const { TableName } = readTable(rows, tableName(data));
  const timeToLive = TimeToLive.optional().parse(rows.get(TIMES_TO_LIVE, TableName));
  return {
    TimeToLiveDescription:
      timeToLive === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive.AttributeName },
  };
}

function tableName(data: Body): string {
  const name = z.string().min(1).safeParse(data['TableName']);
  if (!name.success) {
    throw new ServiceError(
      'ValidationException',
      "The parameter 'TableName' is required but was not present in the request",
    );
  }
  return name.data;
}

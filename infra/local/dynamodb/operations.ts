import batchGetItem from 'dynalite/actions/batchGetItem.js';
import batchWriteItem from 'dynalite/actions/batchWriteItem.js';
import deleteItem from 'dynalite/actions/deleteItem.js';
import getItem from 'dynalite/actions/getItem.js';
import listTables from 'dynalite/actions/listTables.js';
import putItem from 'dynalite/actions/putItem.js';
import query from 'dynalite/actions/query.js';
import scan from 'dynalite/actions/scan.js';
import updateItem from 'dynalite/actions/updateItem.js';
import batchGetItemRules from 'dynalite/validations/batchGetItem.js';
import batchWriteItemRules from 'dynalite/validations/batchWriteItem.js';
import deleteItemRules from 'dynalite/validations/deleteItem.js';
import getItemRules from 'dynalite/validations/getItem.js';
import listTablesRules from 'dynalite/validations/listTables.js';
import putItemRules from 'dynalite/validations/putItem.js';
import queryRules from 'dynalite/validations/query.js';
import scanRules from 'dynalite/validations/scan.js';
import updateItemRules from 'dynalite/validations/updateItem.js';
import { ServiceError } from '../service.ts';
import { type Action, act, actNow, type Result } from './act.ts';
import { check, type Rules } from './check.ts';
import { withOldItem } from './condition-failure.ts';
import { describeTable, describeTimeToLive } from './describe.ts';
import type { Cloud } from './cloud.ts';
import { type Place, refuseUnknown, refuseUnknownInBatch } from './parameters.ts';
import { transactGetItems } from './transact-get.ts';
import { transactWriteItems } from './transact-write.ts';

type Body = Readonly<Record<string, unknown>>;
type Operation = (cloud: Cloud, data: Body) => Result | Promise<Result>;

/** Writes one item and its index entries, or nothing. */
function write(place: Place, action: Action, rules: Rules): Operation {
  return ({ store, rows, levels }, data) => {
    refuseUnknown(place, data);
    const request = check(levels, rules, data);
    return store.transaction(() => withOldItem(rows, request, data, () => actNow(levels, action, request)));
  };
}

function stream(place: Place, action: Action, rules: Rules): Operation {
  return ({ levels }, data) => {
    refuseUnknown(place, data);
    return act(levels, action, check(levels, rules, data));
  };
}

/** Every operation that is spoken here, by its name on the wire. Tables are made by the template alone. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  PutItem: write('PutItem', putItem, putItemRules),
  UpdateItem: write('UpdateItem', updateItem, updateItemRules),
  DeleteItem: write('DeleteItem', deleteItem, deleteItemRules),
  GetItem({ levels }, data) {
    refuseUnknown('GetItem', data);
    return actNow(levels, getItem, check(levels, getItemRules, data));
  },
  BatchGetItem({ levels }, data) {
    refuseUnknownInBatch('BatchGetItem', data);
    return actNow(levels, batchGetItem, check(levels, batchGetItemRules, data));
  },
  BatchWriteItem({ store, levels }, data) {
    refuseUnknownInBatch('BatchWriteItem', data);
    const request = check(levels, batchWriteItemRules, data);
    return store.transaction(() => actNow(levels, batchWriteItem, request));
  },
  Query: stream('Query', query, queryRules),
  Scan(cloud, data) {
    if (data['ConsistentRead'] === true && data['IndexName'] !== undefined) {
      throw new ServiceError(
        'ValidationException',
        'Consistent reads are not supported on global secondary indexes',
      );
    }
    return stream('Scan', scan, scanRules)(cloud, data);
  },
  ListTables: stream('ListTables', listTables, listTablesRules),
  TransactWriteItems: transactWriteItems,
  TransactGetItems: transactGetItems,
  DescribeTable: describeTable,
  DescribeTimeToLive: describeTimeToLive,
};

import deleteItem from 'dynalite/actions/deleteItem.js';
import putItem from 'dynalite/actions/putItem.js';
import updateItem from 'dynalite/actions/updateItem.js';
import db from 'dynalite/db/index.js';
import deleteItemRules from 'dynalite/validations/deleteItem.js';
import putItemRules from 'dynalite/validations/putItem.js';
import updateItemRules from 'dynalite/validations/updateItem.js';
import * as z from 'zod';
import { ServiceError } from '../service.ts';
import { type Action, actNow, type Request, type Result, serviceError } from './act.ts';
import { check, type Rules } from './check.ts';
import { withOldItem } from './condition-failure.ts';
import type { Levels } from './levels.ts';
import type { Cloud } from './cloud.ts';
import { refuseUnknown } from './parameters.ts';
import type { Rows } from './rows.ts';
import { currentItem, locate } from './table.ts';
import { rememberToken } from './tokens.ts';

type Body = Readonly<Record<string, unknown>>;
type Kind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

const KINDS: Readonly<
  Record<Kind, { readonly rules: Rules; readonly run: (cloud: Cloud, request: Request) => void }>
> = {
  Put: { rules: putItemRules, run: acting(putItem) },
  Update: { rules: updateItemRules, run: acting(updateItem) },
  Delete: { rules: deleteItemRules, run: acting(deleteItem) },
  ConditionCheck: {
    rules: deleteItemRules,
    run({ rows }, request) {
      const failure = db.checkConditional(request, currentItem(rows, request));
      if (failure) throw serviceError(failure);
    },
  },
};

function acting(action: Action): (cloud: Cloud, request: Request) => void {
  return ({ levels }, request) => void actNow(levels, action, request);
}

const TransactItem = z.record(z.string(), z.record(z.string(), z.unknown()));
const Body = z.object({
  TransactItems: z.array(TransactItem).min(1).max(100),
  ClientRequestToken: z.string().min(1).max(36).optional(),
});

type Part = { readonly kind: Kind; readonly data: Body; readonly request: Request };

/**
 * Up to 100 writes and checks on distinct items, all of them or none. A token that comes back within ten minutes
 * with the same body is answered without writing again.
 * Throws TransactionCanceledException with one reason per part, IdempotentParameterMismatchException.
 */
export function transactWriteItems(cloud: Cloud, data: Body): Result {
  refuseUnknown('TransactWriteItems', data);
  const { TransactItems, ClientRequestToken } = parseTransaction(Body, data);
  const parts = TransactItems.map((item) => readPart(cloud.levels, item));
  return cloud.store.transaction(() => {
    if (ClientRequestToken !== undefined && rememberToken(cloud.store, ClientRequestToken, TransactItems))
      return {};
    refuseSameItem(cloud.rows, parts);
    const reasons = parts.map((part) => runPart(cloud, part));
    if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
    return {};
  });
}

/** Throws the ValidationException of a malformed request. */
export function parseTransaction<T>(schema: z.ZodType<T>, data: Body): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new ServiceError('ValidationException', z.prettifyError(parsed.error));
}

function readPart(levels: Levels, item: Readonly<Record<string, Body>>): Part {
  refuseUnknown('TransactWriteItems.TransactItems', item);
  const [first, second] = Object.entries(item);
  const kind = (['Put', 'Update', 'Delete', 'ConditionCheck'] as const).find((name) => name === first?.[0]);
  if (first === undefined || kind === undefined || second !== undefined) {
    throw new ServiceError(
      'ValidationException',
      'TransactItems can only contain one of Check, Put, Update or Delete',
    );
  }
  const [, data] = first;
  refuseUnknown(`TransactWriteItems.${kind}`, data);
  if (kind === 'ConditionCheck' && data['ConditionExpression'] === undefined) {
    throw new ServiceError('ValidationException', 'a ConditionCheck needs a ConditionExpression');
  }
  return { kind, data, request: check(levels, KINDS[kind].rules, data) };
}

function refuseSameItem(rows: Rows, parts: readonly Part[]): void {
  const places = parts.map(({ request }) => {
    const { table, key } = locate(rows, request);
    return `${table.TableName}/${key}`;
  });
  if (new Set(places).size < places.length) {
    throw new ServiceError(
      'ValidationException',
      'Transaction request cannot include multiple operations on one item',
    );
  }
}

type Reason = { readonly Code: string; readonly Message?: string; readonly Item?: unknown };

const REASONS: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  ValidationException: 'ValidationError',
};

/** Parts are about distinct items, so each one's condition meets the state before the transaction. */
function runPart(cloud: Cloud, { kind, data, request }: Part): Reason {
  try {
    withOldItem(cloud.rows, request, data, () => KINDS[kind].run(cloud, request));
    return { Code: 'None' };
  } catch (error) {
    const code = error instanceof ServiceError ? REASONS[error.code] : undefined;
    if (code === undefined || !(error instanceof ServiceError)) throw error;
    return { Code: code, Message: error.message, ...error.details };
  }
}

function cancelled(reasons: readonly Reason[]): ServiceError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new ServiceError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}

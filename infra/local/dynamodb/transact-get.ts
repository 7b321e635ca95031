import getItem from 'dynalite/actions/getItem.js';
import getItemRules from 'dynalite/validations/getItem.js';
import * as z from 'zod';
import { actNow, type Result } from './act.ts';
import { check } from './check.ts';
import type { Cloud } from './cloud.ts';
import { refuseUnknown } from './parameters.ts';
import { parseTransaction } from './transact-write.ts';

const Body = z.object({
  TransactItems: z
    .array(z.looseObject({ Get: z.record(z.string(), z.unknown()) }))
    .min(1)
    .max(100),
});

/** Up to 100 items as they stand at one moment: all are read within one turn. */
export function transactGetItems({ levels }: Cloud, data: Readonly<Record<string, unknown>>): Result {
  refuseUnknown('TransactGetItems', data);
  const { TransactItems } = parseTransaction(Body, data);
  const requests = TransactItems.map((item) => {
    refuseUnknown('TransactGetItems.TransactItems', item);
    refuseUnknown('TransactGetItems.Get', item.Get);
    return check(levels, getItemRules, item.Get);
  });
  return { Responses: requests.map((request) => actNow(levels, getItem, request)) };
}

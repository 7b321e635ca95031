import * as z from 'zod';
import { readBody, type Service, ServiceError, type ServiceResponse } from '../service.ts';
import type { Store } from '../store.ts';
import { openLevels } from './levels.ts';
import type { Cloud } from './cloud.ts';
import { OPERATIONS } from './operations.ts';
import { openRows } from './rows.ts';
import { createTokens } from './tokens.ts';

const TARGET = 'DynamoDB_20120810.';
const Body = z.record(z.string(), z.unknown());

export type DynamodbService = Service & Cloud;

/** DynamoDB's JSON protocol over dynalite's actions. Tables come from the template: see {@link dynamodbResources}. */
export function openDynamodb({ store }: { readonly store: Store }): DynamodbService {
  const rows = openRows(store);
  createTokens(store);
  const cloud: Cloud = { store, rows, levels: openLevels(rows) };
  return {
    ...cloud,
    name: 'dynamodb',
    async handle(request) {
      try {
        const operation = (request.headers['x-amz-target'] ?? '').replace(TARGET, '');
        const run = OPERATIONS[operation];
        if (run === undefined) {
          throw new ServiceError(
            'UnknownOperationException',
            `dynamodb does not speak ${operation || 'this'} here`,
          );
        }
        return respond(200, await run(cloud, parse(await readBody(request))));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const { code, message, status, details } = error;
        return respond(
          status,
          { __type: `com.amazonaws.dynamodb.v20120810#${code}`, message, ...details },
          code,
        );
      }
    },
  };
}

function parse(body: Buffer): z.infer<typeof Body> {
  try {
    return Body.parse(JSON.parse(body.toString('utf8')));
  } catch (error) {
    throw new ServiceError('SerializationException', `the body is not a JSON object: ${String(error)}`);
  }
}

function respond(status: number, body: unknown, errorCode?: string): ServiceResponse {
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      ...(errorCode === undefined ? {} : { 'x-amzn-errortype': errorCode }),
    },
    body: JSON.stringify(body),
  };
}

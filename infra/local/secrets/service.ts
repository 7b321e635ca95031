import { readBody, type Service, ServiceError, type ServiceResponse } from '../service.ts';
import type { Store } from '../store.ts';
import { OPERATIONS } from './operations.ts';
import { createTables } from './secrets.ts';

export type SecretsService = Service & { readonly store: Store };

/** Secrets Manager's JSON protocol, for reading. Secrets come from the template: see {@link secretsResources}. */
export function openSecrets({ store }: { readonly store: Store }): SecretsService {
  createTables(store);
  return {
    name: 'secretsmanager',
    store,
    async handle(request) {
      try {
        const operation = (request.headers['x-amz-target'] ?? '').replace('secretsmanager.', '');
        const run = OPERATIONS[operation];
        if (run === undefined) {
          throw new ServiceError(
            'UnknownOperationException',
            `secretsmanager does not speak ${operation || 'a request without target'} here`,
          );
        }
        return respond(200, run(store, parse(await readBody(request))));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return respond(error.status, { __type: error.code, message: error.message }, error.code);
      }
    },
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ServiceError('SerializationException', 'the body is not JSON');
  }
}

function respond(status: number, body: unknown, errorCode?: string): ServiceResponse {
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      ...(errorCode === undefined ? {} : { 'x-amzn-errortype': errorCode }),
    },
    body: JSON.stringify(body),
  };
}

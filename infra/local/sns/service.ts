import { randomUUID } from 'node:crypto';
import { readQuery } from '../gateway/address.ts';
import {
  readBody,
  type Service,
  ServiceError,
  type ServiceRequest,
  type ServiceResponse,
} from '../service.ts';
import type { Store } from '../store.ts';
import { readForm } from './form.ts';
import { OPERATIONS } from './operations.ts';
import { type Delivery, openOutbox } from './outbox.ts';
import type { Sns } from './sns.ts';
import { createTables } from './tables.ts';
import { answerXml, errorXml } from './xml.ts';

export type SnsService = Service & {
  readonly sns: Sns;
  /** What landed in the outbox, in order; `since` is the sequence after which to begin. */
  deliveries(since?: number): readonly Delivery[];
  /** Calls the listener once a delivery's file is there. Answers a function that ends this. */
  onDelivery(listener: (delivery: Delivery) => void): () => void;
};

/** Links in messages are followed without a signature. */
const UNSIGNED = new Set(['ConfirmSubscription', 'Unsubscribe']);

/**
 * SNS's query protocol: standard topics, subscriptions by e-mail and SMS, whose messages land as files under
 * `<data-dir>/outbox`. `gatewayUrl` is where links in messages lead to.
 */
export function openSns(options: {
  readonly store: Store;
  readonly gatewayUrl?: () => string;
  readonly now?: () => Date;
  readonly log?: (line: string) => void;
}): SnsService {
  const {
    store,
    gatewayUrl = () => 'http://127.0.0.1:4566',
    now = () => new Date(),
    log = () => {},
  } = options;
  createTables(store);
  const outbox = openOutbox(store, log);
  const sns: Sns = { store, outbox, gatewayUrl, now };
  return {
    name: 'sns',
    sns,
    deliveries: (since) => outbox.deliveries(since),
    onDelivery: (listener) => outbox.onDelivery(listener),
    async handle(request) {
      const requestId = randomUUID();
      try {
        const { Action: action = '', ...parameters } = await readParameters(request);
        const signed = request.headers['authorization'] !== undefined;
        const name = typeof action === 'string' ? action : '';
        const run = OPERATIONS[name];
        if (run === undefined) {
          throw new ServiceError(
            'InvalidAction',
            `sns does not speak ${name || 'a request without Action'} here`,
          );
        }
        if (!signed && !UNSIGNED.has(name)) {
          throw new ServiceError('MissingAuthenticationToken', `${name} needs a signed request`, 403);
        }
        return xml(200, answerXml(name, run(sns, parameters, { signed }), requestId));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return xml(error.status, errorXml(error.code, error.message, error.status, requestId));
      }
    },
  };
}

/** From the form in the body, or from the address when a link is followed. */
async function readParameters(request: ServiceRequest): Promise<Readonly<Record<string, unknown>>> {
  const form =
    request.method === 'GET' ? request.query : readQuery((await readBody(request)).toString('utf8'));
  const { Version: _version, ...parameters } = readForm(form);
  return parameters;
}

function xml(status: number, body: string): ServiceResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

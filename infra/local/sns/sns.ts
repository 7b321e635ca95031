import { ServiceError } from '../service.ts';
import type { Store } from '../store.ts';
import type { Outbox } from './outbox.ts';

/** What every operation works on. */
export type Sns = {
  readonly store: Store;
  readonly outbox: Outbox;
  /** Where links in messages lead to. */
  readonly gatewayUrl: () => string;
  readonly now: () => Date;
};

export function invalidParameter(reason: string): ServiceError {
  return new ServiceError('InvalidParameter', `Invalid parameter: ${reason}`);
}

export function notFound(what: string): ServiceError {
  return new ServiceError('NotFound', `${what} does not exist`, 404);
}

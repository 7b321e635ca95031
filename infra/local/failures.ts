import type { Services } from './services.ts';

/** Something that went wrong for good and that nobody was told of in an answer. */
export type CloudFailure = {
  readonly kind: 'event' | 'invocation' | 'execution';
  readonly name: string;
  readonly cause: string;
};

/** Failures of all services, those of earlier processes on the same data directory included. */
export function failuresOf(services: Services): readonly CloudFailure[] {
  return [
    ...services.events
      .failures()
      .map(({ eventId, cause }) => ({ kind: 'event' as const, name: eventId, cause })),
    ...services.lambda
      .failures()
      .map(({ functionName, cause }) => ({ kind: 'invocation' as const, name: functionName, cause })),
    ...services.states.failures().map(({ executionArn, error, cause }) => ({
      kind: 'execution' as const,
      name: executionArn,
      cause: `${error}: ${cause}`,
    })),
  ];
}

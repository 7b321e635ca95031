import type { TokenPort } from '../run/engine.ts';

/** Wakes whoever waits for a task token; what happened stands in the journal. */
export function createTokenSignals(): TokenPort & { readonly signal: (token: string) => void } {
  const waiting = new Map<string, () => void>();
  return {
    changed: (token) => new Promise((resolve) => waiting.set(token, resolve)),
    signal(token) {
      waiting.get(token)?.();
      waiting.delete(token);
    },
  };
}

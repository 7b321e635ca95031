/**
 * Gives memory back now, if the process was started so that this can be asked for. Shared memory is only freed once no
 * thread holds it any more, and a thread that waits has no reason of its own to look at what it holds.
 */
export function letGo(): void {
  globalThis.gc?.();
}

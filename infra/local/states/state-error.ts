/** A failure as Retry and Catch see it: an error name and a cause, both as the history shows them. */
export class StateError extends Error {
  override readonly name = 'StateError';
  readonly error: string;
  readonly causeText: string;

  constructor(error: string, causeText: string) {
    super(`${error}: ${causeText}`);
    this.error = error;
    this.causeText = causeText;
  }
}

/** The run was ended from outside (stopped, timed out, a sibling failed, the cloud closes); nothing may be journalled after it. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/**
 * Whether a retrier or catcher takes an error. `States.Runtime` is never taken, and the terminal
 * `States.DataLimitExceeded` only by its own name (Step Functions Developer Guide, "Handling errors").
 */
export function takes(errorEquals: readonly string[], error: string): boolean {
  if (error === 'States.Runtime') return false;
  return errorEquals.some((name) => {
    if (name === error) return true;
    if (error === 'States.DataLimitExceeded') return false;
    if (name === 'States.ALL') return true;
    if (name === 'States.TaskFailed') return error !== 'States.Timeout';
    return name === 'States.Timeout' && error === 'States.HeartbeatTimeout';
  });
}

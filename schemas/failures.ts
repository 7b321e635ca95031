/**
 * The closed list of errors that handlers throw and workflows name in Retry and Catch. A name stands here or
 * it does not exist; the workflow test holds every ErrorEquals against this list and Lambda's own.
 */
export const FAILURE_NAMES = [
  /** Another execution holds the link lock: wait and ask again. */
  'LockHeld',
  /** The fenced lock was lost: what this execution wrote is void. */
  'LockLost',
  /** A newer version is already published or judged: this work is stale. */
  'VersionStale',
  /** A pattern's query failed or returned rows that do not fit the finding's schema. */
  'PatternFailed',
  /** Alerts are being published by another execution: look again, it may have died. */
  'AlertsPending',
  /** The object that an event tells of is not there (deleted since, or a forged event). */
  'ObjectMissing',
  /** A service answered with throttling or a fault that passes. */
  'ServiceUnavailable',
  /** What was asked does not fit its schema. */
  'InvalidRequest',
  /** A state change from a state that it may not come from. */
  'TransitionRefused',
  /** Not there, or not for this caller: both answer alike. */
  'NotFound',
  /** Something that no other name stands for: a fault of the program, told without its message (R50). */
  'Unexpected',
  /** A rule of the protocol forbids it; the message names the rule. */
  'RuleViolated',
] as const;
export type FailureName = (typeof FAILURE_NAMES)[number];

/** A named, expected failure. Its message is for a person and holds no personal data. */
export class Failure extends Error {
  override readonly name: FailureName;

  constructor(name: FailureName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}

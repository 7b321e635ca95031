/**
 * The closed list of what a log line may say. Values are ids, counts, names of states and failures: never a
 * personal value, never an object key (a steward may have put a name in it) (R14, R50).
 */
export type LogEvent =
  | { readonly event: 'started'; readonly handler: string; readonly requestId: string }
  | {
      readonly event: 'finished';
      readonly handler: string;
      readonly requestId: string;
      readonly elapsedMs: number;
    }
  | {
      readonly event: 'failed';
      readonly handler: string;
      readonly requestId: string;
      readonly failure: string;
      readonly message: string;
      readonly frames: readonly string[];
    }
  | { readonly event: 'block_too_large'; readonly rule: string; readonly records: number }
  /** R19: people follow nearly every suggestion, or decide faster than one can review. */
  | { readonly event: 'review_alarm'; readonly alarms: readonly string[]; readonly reviews: number }
  | { readonly event: 'alert_settled'; readonly alertId: string; readonly status: string }
  | { readonly event: 'measured'; readonly what: Measure; readonly count: number };

/** What CloudWatch counts: sums, but for `seconds_behind`, of which it keeps the largest. */
export const MEASURES = ['rows', 'rows_rejected', 'pairs', 'candidates', 'alerts', 'seconds_behind'] as const;
export type Measure = (typeof MEASURES)[number];

/** One JSON line on standard output, which Lambda ships to CloudWatch. */
export function log(event: LogEvent): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`);
}

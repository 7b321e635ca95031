import { ServiceError } from '../../service.ts';
import type { ExecutionRow } from '../journal/execution-row.ts';
import type { Frame } from '../journal/frame.ts';
import type { Journal } from '../journal/journal.ts';

/** Step Functions lets an execution be redriven for 14 days after its end. */
const REDRIVABLE_MS = 14 * 24 * 60 * 60 * 1000;

/** Why an execution cannot be redriven, or undefined when it can. */
export function notRedrivable(execution: ExecutionRow, at: number): string | undefined {
  if (execution.map_run_arn !== null) return 'it is a child of a Map run: redrive its parent';
  if (execution.status === 'RUNNING' || execution.status === 'SUCCEEDED') {
    return `Execution is ${execution.status} and cannot be redriven`;
  }
  if (at - (execution.stopped_at ?? at) > REDRIVABLE_MS) return 'Execution ended more than 14 days ago';
  return undefined;
}

/**
 * Opens an execution again where it failed: what succeeded stays, attempts start from none, and failed children of a
 * Map run go back into its queue. Within the caller's transaction. Throws ExecutionNotRedrivable.
 */
export function reopenExecution(journal: Journal, execution: ExecutionRow, at: number): void {
  const reason = notRedrivable(execution, at);
  if (reason !== undefined) throw new ServiceError('ExecutionNotRedrivable', reason);
  reopenFrames(journal, execution, at);
  journal.executions.reopen(execution.id, at);
}

/** Makes the frames of an execution ready to go on, with the event that says so. */
export function reopenFrames(
  journal: Journal,
  execution: Pick<ExecutionRow, 'id' | 'redrive_count'>,
  at: number,
): void {
  for (const frame of journal.frames.all(execution.id)) {
    if (frame.status === 'SUCCEEDED') continue;
    frame.status = 'RUNNING';
    frame.failure = null;
    frame.retries = [];
    frame.retryCount = 0;
    const append = (type: string, details: Record<string, string | number>): void => {
      frame.lastEventId = journal.history.append(execution.id, frame.lastEventId, [{ type, at, details }]);
    };
    if (frame.path === '') append('ExecutionRedriven', { redriveCount: execution.redrive_count + 1 });
    frame.pending = redrivenPending(journal, frame, at, append);
    journal.frames.save(execution.id, frame);
  }
}

function redrivenPending(
  journal: Journal,
  { pending }: Frame,
  at: number,
  append: (type: string, details: Record<string, string | number>) => void,
): Frame['pending'] {
  if (pending?.kind === 'children') return pending;
  if (pending?.kind !== 'mapRun') return null;
  const mapRun = journal.mapRuns.find(pending.arn);
  if (mapRun === undefined) return null;
  if (mapRun.status !== 'SUCCEEDED') {
    append('MapRunRedriven', { mapRunArn: mapRun.arn, redriveCount: mapRun.redrive_count + 1 });
    journal.mapRuns.reopen(mapRun.arn, at);
    journal.executions.requeue(mapRun.arn, at);
  }
  return pending;
}

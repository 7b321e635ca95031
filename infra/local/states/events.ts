import type { ExecutionRow } from './journal/execution-row.ts';
import type { NewEvent } from './journal/history.ts';

/** One step of progress, told after it is journalled. */
export type StatesEvent = {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  /** The Map run that the execution is a child of. */
  readonly mapRunArn: string | undefined;
  /** The state that is entered or left, or the Map whose iteration this is; undefined for other events. */
  readonly stateName: string | undefined;
  /** As in the history: `TaskStateEntered`, `MapIterationSucceeded`, `ExecutionFailed`, … */
  readonly type: string;
  readonly at: Date;
};

export type StatesListener = (event: StatesEvent) => void;

export function statesEvent(execution: ExecutionRow, { type, at, details }: NewEvent): StatesEvent {
  const name = details?.['name'];
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine_arn,
    mapRunArn: execution.map_run_arn ?? undefined,
    stateName: typeof name === 'string' ? name : undefined,
    type,
    at: new Date(at),
  };
}

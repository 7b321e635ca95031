import { createHash, randomUUID } from 'node:crypto';
import type { MapState } from '../definition/states.ts';
import type { ExecutionRow, MapRunRow } from '../journal/execution-row.ts';
import type { Json } from '../json.ts';
import { inPool } from '../run/pool.ts';
import { evaluateField, commit, record, type Walk } from '../run/walk.ts';
import { evaluateNumber } from '../run/evaluate-number.ts';
import { interruptible } from '../run/interruptible.ts';
import { Interrupted, StateError } from '../state-error.ts';
import { type Batch, batchItems } from './item-batcher.ts';
import { readItems } from './item-reader.ts';
import { itemsOf, selectItems } from './items.ts';
import { mapResult } from './result-writer.ts';

/** Children at work at once where MaxConcurrency is 0 (10,000 in Step Functions): one machine has no use for more. */
const MOST_CHILDREN = 1_000;
const FAILED: ReadonlySet<string> = new Set(['FAILED', 'TIMED_OUT', 'ABORTED']);

/** Runs one child execution per item or batch, under a Map run that outlives restarts, and gives their outputs in order. */
export async function runDistributedMap(walk: Walk, state: MapState): Promise<Json> {
  const { frame, run } = walk;
  const { closing, journal, clock } = run.engine;
  const arn = frame.pending?.kind === 'mapRun' ? frame.pending.arn : await openMapRun(walk, state);
  try {
    await runMapRun(walk, state, arn);
    const result = await mapResult(walk, arn, journal.executions.children(arn), state.ResultWriter);
    record(walk, 'MapRunSucceeded');
    record(walk, 'MapStateSucceeded');
    commit(walk, () => journal.mapRuns.end(arn, 'SUCCEEDED', clock.now()));
    return result;
  } catch (error) {
    if (error instanceof StateError) {
      record(walk, 'MapRunFailed', { error: error.error, cause: error.causeText });
      record(walk, 'MapStateFailed');
      commit(walk, () => journal.mapRuns.end(arn, 'FAILED', clock.now()));
    } else if (!closing.aborted) journal.mapRuns.end(arn, 'ABORTED', clock.now());
    throw error;
  }
}

async function openMapRun(walk: Walk, state: MapState): Promise<string> {
  const { frame, run } = walk;
  const { journal, clock } = run.engine;
  const label = state.Label ?? createHash('sha256').update(frame.state).digest('hex').slice(0, 32);
  const arnOf = (kind: string): string =>
    `${run.machine.arn.replace(':stateMachine:', `:${kind}:`)}/${label}`;
  const batches = await childInputs(walk, state);
  const mapRun: Omit<MapRunRow, 'status' | 'stopped_at' | 'redrive_count' | 'redriven_at'> = {
    arn: `${arnOf('mapRun')}:${randomUUID()}`,
    execution_arn: run.execution.arn,
    machine_arn: arnOf('stateMachine'),
    started_at: clock.now(),
    max_concurrency: await evaluateNumber(walk, 'MaxConcurrency', state.MaxConcurrency ?? 0),
    tolerated_count: await evaluateNumber(walk, 'ToleratedFailureCount', state.ToleratedFailureCount ?? 0),
    tolerated_percentage: await evaluateNumber(
      walk,
      'ToleratedFailurePercentage',
      state.ToleratedFailurePercentage ?? 0,
      true,
    ),
  };
  record(walk, 'MapStateStarted', { length: batches.reduce((sum, batch) => sum + batch.itemCount, 0) });
  record(walk, 'MapRunStarted', { mapRunArn: mapRun.arn });
  frame.pending = { kind: 'mapRun', arn: mapRun.arn };
  commit(walk, () => {
    journal.mapRuns.insert(mapRun);
    for (const { input, itemCount } of batches) {
      const name = randomUUID();
      journal.executions.insert({
        arn: `${arnOf('execution')}:${name}`,
        machine_arn: mapRun.machine_arn,
        name,
        definition_hash: run.execution.definition_hash,
        status: 'PENDING',
        input,
        started_at: null,
        map_run_arn: mapRun.arn,
        item_count: itemCount,
      });
    }
  });
  return mapRun.arn;
}

async function childInputs(walk: Walk, state: MapState): Promise<Batch[]> {
  const items =
    state.ItemReader === undefined ? await itemsOf(walk, state) : await readItems(walk, state.ItemReader);
  const selected = await selectItems(walk, state, items);
  const batcher = state.ItemBatcher;
  if (batcher === undefined)
    return selected.map(({ input }) => ({ input: JSON.stringify(input), itemCount: 1 }));
  const limit = async (field: 'MaxItemsPerBatch' | 'MaxInputBytesPerBatch'): Promise<number> =>
    evaluateNumber(walk, `ItemBatcher/${field}`, batcher[field] ?? 0);
  return batchItems(
    selected.map(({ input }) => input),
    { maxItems: await limit('MaxItemsPerBatch'), maxBytes: await limit('MaxInputBytesPerBatch') },
    batcher.BatchInput === undefined
      ? undefined
      : await evaluateField(walk, 'ItemBatcher/BatchInput', batcher.BatchInput),
  );
}

/** Runs all children that have not ended. Throws States.ExceedToleratedFailureThreshold as soon as too many failed. */
async function runMapRun({ run, signal }: Walk, state: MapState, arn: string): Promise<void> {
  const { busy, closing, executions, journal } = run.engine;
  const mapRun = journal.mapRuns.find(arn);
  if (mapRun === undefined) throw new Error(`the Map run ${arn} is gone`);
  const all = journal.executions.children(arn);
  const open = all.filter((child) => child.status === 'PENDING' || child.status === 'RUNNING');
  const tolerates = tolerance(state, mapRun, itemsIn(all));
  const atWork = new Set<string>();
  let failedItems = 0;
  const failed = (child: ExecutionRow): void => {
    failedItems += itemsIn([child]);
    if (tolerates(failedItems)) return;
    for (const arnAtWork of atWork) executions.stop(arnAtWork);
    throw new StateError(
      'States.ExceedToleratedFailureThreshold',
      `The specified tolerated failure threshold was exceeded; the last failure was ${child.error ?? child.status} in ${child.arn}`,
    );
  };
  // Those that had ended before a restart count as they did then.
  for (const child of all) if (FAILED.has(child.status)) failed(child);
  const work = async (index: number): Promise<void> => {
    const child = open[index];
    if (child === undefined) return;
    atWork.add(child.arn);
    const ended = executions.ended(child.arn);
    executions.runChild(child.id, state.ItemProcessor);
    const row = await interruptible(ended, signal);
    atWork.delete(child.arn);
    if (row.status !== 'SUCCEEDED') failed(row);
  };
  try {
    await busy.away(
      inPool(open.length, Math.min(mapRun.max_concurrency || MOST_CHILDREN, MOST_CHILDREN), signal, work),
    );
  } catch (error) {
    if (error instanceof Interrupted && !closing.aborted)
      for (const arnAtWork of atWork) executions.stop(arnAtWork);
    throw error;
  }
}

function itemsIn(children: readonly ExecutionRow[]): number {
  return children.reduce((sum, child) => sum + (child.item_count ?? 1), 0);
}

/** Whether so many failed items are tolerated: each threshold that is set must hold, and without any none may fail. */
function tolerance(state: MapState, mapRun: MapRunRow, total: number): (failedItems: number) => boolean {
  const { ToleratedFailureCount, ToleratedFailurePercentage } = state;
  if (ToleratedFailureCount === undefined && ToleratedFailurePercentage === undefined) return () => false;
  return (failedItems) =>
    (ToleratedFailureCount === undefined || failedItems <= mapRun.tolerated_count) &&
    (ToleratedFailurePercentage === undefined || (failedItems / total) * 100 <= mapRun.tolerated_percentage);
}

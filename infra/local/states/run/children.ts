import type { Flow } from '../definition/states.ts';
import { newFrame, type Frame } from '../journal/frame.ts';
import { type Json, type JsonObject, parseJson } from '../json.ts';
import { Interrupted, StateError } from '../state-error.ts';
import { inPool } from './pool.ts';
import { commit, newWalk, record, type Walk } from './walk.ts';

export type ChildInput = { readonly flow: Flow; readonly input: Json; readonly item?: JsonObject };

/**
 * Writes down one frame per child below the state in progress, in one transaction, so that a restart finds them all.
 * Does nothing when they are there already.
 */
export function openChildren(walk: Walk, inputs: readonly ChildInput[]): void {
  const { frame, run } = walk;
  const key = `${frame.path}/${frame.lastEventId}-${frame.retryCount}`;
  frame.pending = { kind: 'children', key, count: inputs.length };
  const { frames } = run.engine.journal;
  commit(walk, () => {
    for (const [index, { flow, input, item }] of inputs.entries()) {
      frames.save(run.execution.id, newFrame(`${key}.${index}`, flow.StartAt, input, 0, item ?? null));
    }
  });
}

export type ChildrenOptions = {
  readonly flowOf: (index: number) => Flow | undefined;
  readonly concurrency: number;
  /** The Map whose iterations the children are; branches have no events of their own. */
  readonly mapName?: string;
};

/** Runs the children and gives their outputs in order. The first failure interrupts the others and is thrown. */
export async function runChildren(walk: Walk, options: ChildrenOptions): Promise<Json[]> {
  const { frame, run } = walk;
  if (frame.pending?.kind !== 'children') throw new Error('the children are not written down');
  const { key, count } = frame.pending;
  const { busy, journal } = run.engine;
  const siblings = new AbortController();
  const signal = AbortSignal.any([walk.signal, siblings.signal]);
  const outputs: Json[] = Array.from({ length: count }, () => null);
  const aborted: number[] = [];
  const runs = inPool(count, options.concurrency, signal, async (index) => {
    busy.enter();
    try {
      outputs[index] = parseJson(
        await runChild(
          walk,
          journal.frames.load(run.execution.id, `${key}.${index}`),
          index,
          signal,
          options,
        ),
      );
    } catch (error) {
      if (error instanceof Interrupted) aborted.push(index);
      siblings.abort();
      throw error;
    } finally {
      busy.leave();
    }
  });
  try {
    await busy.away(runs);
  } catch (error) {
    for (const index of options.mapName === undefined || walk.signal.aborted ? [] : aborted) {
      record(walk, 'MapIterationAborted', { name: options.mapName ?? '', index });
    }
    throw error;
  }
  return outputs;
}

async function runChild(
  parent: Walk,
  frame: Frame,
  index: number,
  signal: AbortSignal,
  { flowOf, mapName }: ChildrenOptions,
): Promise<string> {
  const { run, outer } = parent;
  const flow = flowOf(index);
  if (flow === undefined) throw new Error(`child ${index} has no flow`);
  const walk = newWalk(run, frame, { ...outer, ...parent.frame.variables }, signal);
  const isNew = frame.lastEventId === 0;
  if (isNew) frame.lastEventId = parent.frame.lastEventId;
  const iteration = (what: string): void => {
    if (mapName !== undefined) record(walk, `MapIteration${what}`, { name: mapName, index });
  };
  if (isNew) iteration('Started');
  const finished = frame.output !== null || frame.failure !== null;
  try {
    const output = await run.engine.walkFlow(walk, flow);
    if (!finished) {
      iteration('Succeeded');
      commit(walk);
    }
    return output;
  } catch (error) {
    if (error instanceof StateError && !finished) {
      frame.failure = { error: error.error, cause: error.causeText };
      frame.status = 'FAILED';
      iteration('Failed');
      commit(walk);
    }
    throw error;
  }
}

import type { MapState } from '../definition/states.ts';
import type { Json } from '../json.ts';
import { openChildren, runChildren } from '../run/children.ts';
import { evaluateNumber } from '../run/evaluate-number.ts';
import { record, type Walk } from '../run/walk.ts';
import { StateError } from '../state-error.ts';
import { itemsOf, selectItems } from './items.ts';

/** As many iterations of an inline Map run at once in Step Functions when MaxConcurrency is 0. */
const MOST_ITERATIONS = 40;

/** Runs the iterations within the execution and gives their outputs in the order of the items. */
export async function runInlineMap(walk: Walk, state: MapState): Promise<Json> {
  const { frame } = walk;
  const concurrency =
    (await evaluateNumber(walk, 'MaxConcurrency', state.MaxConcurrency ?? 0)) || MOST_ITERATIONS;
  if (frame.pending?.kind !== 'children') {
    const selected = await selectItems(walk, state, await itemsOf(walk, state));
    record(walk, 'MapStateStarted', { length: selected.length });
    openChildren(
      walk,
      selected.map((child) => ({ flow: state.ItemProcessor, ...child })),
    );
  }
  try {
    const outputs = await runChildren(walk, {
      flowOf: () => state.ItemProcessor,
      concurrency: Math.min(concurrency, MOST_ITERATIONS),
      mapName: frame.state,
    });
    record(walk, 'MapStateSucceeded');
    return outputs;
  } catch (error) {
    if (error instanceof StateError) record(walk, 'MapStateFailed');
    throw error;
  }
}

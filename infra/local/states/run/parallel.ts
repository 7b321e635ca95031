import type { ParallelState } from '../definition/states.ts';
import { type Json, withinLimit } from '../json.ts';
import { StateError } from '../state-error.ts';
import { openChildren, runChildren } from './children.ts';
import { evaluateField, record, type Walk } from './walk.ts';

/** The outputs of the branches, in their order. */
export async function runParallel(walk: Walk, state: ParallelState): Promise<Json> {
  const { frame } = walk;
  if (frame.pending?.kind !== 'children') {
    const input =
      state.Arguments === undefined ? frame.input : await evaluateField(walk, 'Arguments', state.Arguments);
    withinLimit(JSON.stringify(input), `What the state '${frame.state}' hands to its branches`);
    record(walk, 'ParallelStateStarted');
    openChildren(
      walk,
      state.Branches.map((flow) => ({ flow, input })),
    );
  }
  try {
    const outputs = await runChildren(walk, {
      flowOf: (index) => state.Branches[index],
      concurrency: state.Branches.length,
    });
    record(walk, 'ParallelStateSucceeded');
    return outputs;
  } catch (error) {
    if (error instanceof StateError) record(walk, 'ParallelStateFailed');
    throw error;
  }
}

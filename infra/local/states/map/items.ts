import type { MapState } from '../definition/states.ts';
import { type Json, type JsonObject, withinLimit } from '../json.ts';
import { evaluateField, type Walk } from '../run/walk.ts';
import { StateError } from '../state-error.ts';

/** The array that a Map works on, from `Items` or, without it, its input. */
export async function itemsOf(walk: Walk, state: MapState): Promise<Json[]> {
  const items =
    state.Items === undefined ? walk.frame.input : await evaluateField(walk, 'Items', state.Items);
  if (!Array.isArray(items)) {
    throw new StateError(
      'States.QueryEvaluationError',
      `The Map state '${walk.frame.state}' works on an array, not on ${JSON.stringify(items).slice(0, 100)}`,
    );
  }
  return items;
}

export type SelectedItem = { readonly input: Json; readonly item: JsonObject };

/** Passes each item through `ItemSelector`, which sees it as `$states.context.Map.Item`. */
export async function selectItems(
  walk: Walk,
  state: MapState,
  items: readonly Json[],
): Promise<SelectedItem[]> {
  const selected: SelectedItem[] = [];
  for (const [index, value] of items.entries()) {
    const item = { Index: index, Value: value };
    const input =
      state.ItemSelector === undefined
        ? value
        : await evaluateField(
            { ...walk, frame: { ...walk.frame, item } },
            'ItemSelector',
            state.ItemSelector,
          );
    withinLimit(JSON.stringify(input), `The item ${index} of the state '${walk.frame.state}'`);
    selected.push({ input, item });
  }
  return selected;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ROOT } from './source-files.ts';

const Attempt = z.looseObject({ ErrorEquals: z.array(z.string()) });
const State = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ Next: z.string() })).default([]),
  Retry: z.array(Attempt).default([]),
  Catch: z.array(Attempt.extend({ Next: z.string() })).default([]),
  Branches: z.array(z.unknown()).default([]),
  ItemProcessor: z.unknown().optional(),
});
export type State = z.infer<typeof State>;
const Machine = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), State) });

/** A state with its name and the states beside it, among which it may go on. */
export type NamedState = {
  readonly name: string;
  readonly state: State;
  readonly beside: Readonly<Record<string, State>>;
};

export const WORKFLOWS = readdirSync(join(ROOT, 'workflows')).filter((name) => name.endsWith('.asl.json'));

export const workflowText = (file: string): string => readFileSync(join(ROOT, 'workflows', file), 'utf8');

/** All states of a definition, those in branches and Maps too. */
export function statesOf(definition: unknown): NamedState[] {
  const { States } = Machine.parse(definition);
  return Object.entries(States).flatMap(([name, state]) => [
    { name, state, beside: States },
    ...[...state.Branches, ...(state.ItemProcessor === undefined ? [] : [state.ItemProcessor])].flatMap(
      statesOf,
    ),
  ]);
}

/** Names of the states to which a state may go on: Next, choices, catches. */
export const nextOf = (state: State): string[] =>
  [
    state.Next,
    state.Default,
    ...state.Choices.map((each) => each.Next),
    ...state.Catch.map((each) => each.Next),
  ].filter((name) => name !== undefined);

/** Every state that may come after a state, at any distance; states inside branches and Maps of those included. */
export function after({ state, beside }: NamedState): string[] {
  const seen = new Set<string>();
  const waiting = nextOf(state);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const found = beside[name];
    if (seen.has(name) || !found) continue;
    seen.add(name);
    waiting.push(...nextOf(found));
    const within = [...found.Branches, ...(found.ItemProcessor === undefined ? [] : [found.ItemProcessor])];
    for (const inner of within.flatMap(statesOf)) seen.add(inner.name);
  }
  return [...seen].toSorted();
}

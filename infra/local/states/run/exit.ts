import { type Json, type JsonObject, withinLimit } from '../json.ts';
import { StateError } from '../state-error.ts';
import { evaluateField, type Extra, type Walk } from './walk.ts';

/** How a state is left. */
export type Exit = {
  /** Undefined at the end of the flow. */
  readonly next: string | undefined;
  readonly output: Json;
  /** The output as JSON text. */
  readonly outputText: string;
  readonly assigned: JsonObject;
};

type Produces = { readonly Output?: Json | undefined; readonly Assign?: JsonObject | undefined };

/** The quota on all variables of an execution together. */
const ALL_VARIABLES_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Evaluates Output and Assign side by side: neither sees what the other makes.
 * `otherwise` is the output where the state names none; `at` prefixes the fields' names in errors.
 */
export async function exitBy(
  walk: Walk,
  { Output, Assign }: Produces,
  next: string | undefined,
  otherwise: Json,
  extra: Extra = {},
  at = '',
): Promise<Exit> {
  const { state, variables } = walk.frame;
  const output = Output === undefined ? otherwise : await evaluateField(walk, `${at}Output`, Output, extra);
  const outputText = withinLimit(JSON.stringify(output), `The output of the state '${state}'`);
  const assigned: JsonObject = {};
  for (const [name, template] of Object.entries(Assign ?? {})) {
    assigned[name] = await evaluateField(walk, `${at}Assign/${name}`, template, extra);
  }
  if (Assign !== undefined) {
    withinLimit(JSON.stringify(assigned), `What the state '${state}' assigns`);
    const all = Buffer.byteLength(JSON.stringify({ ...walk.outer, ...variables, ...assigned }));
    if (all > ALL_VARIABLES_LIMIT_BYTES) {
      throw new StateError(
        'States.DataLimitExceeded',
        `the variables are larger than ${ALL_VARIABLES_LIMIT_BYTES} bytes`,
      );
    }
  }
  return { next, output, outputText, assigned };
}

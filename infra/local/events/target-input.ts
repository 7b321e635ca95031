import type { Envelope } from './envelope.ts';
import { isRecord } from './matcher.ts';

/** What a target gets in place of the whole event, as the template writes it. At most one of the three. */
export type TargetInput = {
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?:
    | {
        readonly InputPathsMap?: Readonly<Record<string, string>> | undefined;
        readonly InputTemplate: string;
      }
    | undefined;
};

/** Compiled: from the event and its rule to the JSON text that the target gets. */
export type InputOf = (event: Envelope, rule: { readonly name: string; readonly arn: string }) => string;

/**
 * Compiles a target's input. Throws on a path or a placeholder that is not honoured here, and when more than one way
 * is given. A path that leads nowhere in an event gives null, or nothing inside a text.
 */
export function compileInput(given: TargetInput): InputOf {
  const { Input, InputPath, InputTransformer } = given;
  if ([Input, InputPath, InputTransformer].filter((way) => way !== undefined).length > 1) {
    throw new Error('a target takes one of Input, InputPath and InputTransformer');
  }
  if (Input !== undefined) {
    JSON.parse(Input);
    return () => Input;
  }
  if (InputPath !== undefined) {
    const read = compilePath(InputPath);
    return (event) => JSON.stringify(read(event) ?? null);
  }
  if (InputTransformer !== undefined) return compileTemplate(InputTransformer);
  return (event) => JSON.stringify(event);
}

function compileTemplate(transformer: NonNullable<TargetInput['InputTransformer']>): InputOf {
  const paths = new Map(
    Object.entries(transformer.InputPathsMap ?? {}).map(([name, path]) => [name, compilePath(path)]),
  );
  const placeholders = transformer.InputTemplate.matchAll(/<([\w.-]+)>/g);
  for (const [, name = ''] of placeholders) {
    if (!paths.has(name) && !BUILT_IN.has(name)) {
      throw new Error(`InputTemplate: <${name}> is neither in InputPathsMap nor known here`);
    }
  }
  return (event, rule) => {
    const valueOf = (name: string): unknown =>
      BUILT_IN.get(name)?.(event, rule) ?? paths.get(name)?.(event) ?? null;
    const filled = fill(transformer.InputTemplate, valueOf);
    try {
      return JSON.stringify(JSON.parse(filled));
    } catch (error) {
      throw new Error(`rule ${rule.name}: the filled InputTemplate is not JSON`, { cause: error });
    }
  };
}

const BUILT_IN = new Map<string, (event: Envelope, rule: { name: string; arn: string }) => unknown>([
  ['aws.events.event', (event) => event],
  ['aws.events.event.json', (event) => event],
  ['aws.events.event.ingestion-time', (event) => event.time],
  ['aws.events.rule-name', (_, rule) => rule.name],
  ['aws.events.rule-arn', (_, rule) => rule.arn],
]);

/** Inside quotes a value is written as text, outside as JSON. */
function fill(template: string, valueOf: (name: string) => unknown): string {
  let quoted = false;
  return template.replace(/\\.|"|<([\w.-]+)>/g, (token, name?: string) => {
    if (token === '"') quoted = !quoted;
    if (name === undefined) return token;
    const value = valueOf(name);
    if (!quoted) return JSON.stringify(value);
    const text = value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
    return JSON.stringify(text).slice(1, -1);
  });
}

/** `$`, `$.a.b`, `$.a[0]`, `$['a-b']`: the JSONPath that EventBridge takes, without wildcards and filters. */
function compilePath(path: string): (event: unknown) => unknown {
  if (!/^\$(\.[\w-]+|\[\d+\]|\['[^']+'\])*$/.test(path)) {
    throw new Error(`the path "${path}" is not honoured by the embedded cloud`);
  }
  const steps = [...path.matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g)].map(
    ([, field, index, quoted]) => field ?? quoted ?? Number(index),
  );
  return (event) =>
    steps.reduce<unknown>((value, step) => {
      if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
      return isRecord(value) ? value[step] : undefined;
    }, event);
}

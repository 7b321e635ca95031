import * as z from 'zod';

/** What an expression leans on, read from its syntax tree. */
export type References = {
  /** Variables that it reads and does not bind itself. */
  readonly variables: ReadonlySet<string>;
  /** `input` of `$states.input…`; `undefined` when `$states` is taken whole. */
  readonly statesFields: ReadonlySet<string | undefined>;
  /** The first field name (or `$`, `$$`) that stands on its own, as in `{% name %}`: it would read a document that is not there. */
  readonly bareField: string | undefined;
  /** `??` and `?:` came after JSONata 2.0.6, the version that Step Functions runs. */
  readonly newerOperator: string | undefined;
};

const Node = z.looseObject({ type: z.string().optional(), value: z.unknown().optional() });
type Node = z.infer<typeof Node>;

export function referencesOf(ast: unknown): References {
  const read = new Set<string>();
  const bound = new Set<string>();
  const statesFields = new Set<string | undefined>();
  let bareField: string | undefined;
  let newerOperator: string | undefined;

  /** `hasContext`: whether an enclosing path, predicate or function gives field names something to look into. */
  const walk = (value: unknown, hasContext: boolean): void => {
    if (Array.isArray(value)) {
      for (const item of value) walk(item, hasContext);
      return;
    }
    const parsed = Node.safeParse(value);
    if (!parsed.success) return;
    const node = parsed.data;
    newerOperator ??= operatorAfter206(node);
    for (const binder of [node['focus'], node['index']]) if (typeof binder === 'string') bound.add(binder);
    if (node.type === 'variable' && typeof node.value === 'string') {
      if (node.value === 'states') statesFields.add(undefined);
      else if (node.value === '$' || (node.value === '' && !hasContext)) bareField ??= `$${node.value}`;
      else if (node.value !== '') read.add(node.value);
      walkMembers(node, true);
    } else if (node.type === 'path' && Array.isArray(node['steps'])) {
      walkPath(node['steps'], hasContext);
      walkMembers({ ...node, steps: undefined }, true);
    } else if (node.type === 'bind') {
      const target = Node.safeParse(node['lhs']);
      if (target.success && typeof target.data.value === 'string') bound.add(target.data.value);
      walk(node['rhs'], hasContext);
    } else if (node.type === 'lambda') {
      for (const argument of z.array(Node).catch([]).parse(node['arguments'])) {
        if (typeof argument.value === 'string') bound.add(argument.value);
      }
      walk(node['body'], true);
    } else if (node.type === 'transform') {
      walkMembers(node, true);
    } else {
      if (node.type === 'name' && !hasContext && typeof node.value === 'string') bareField ??= node.value;
      walkMembers(node, hasContext);
    }
  };

  const walkPath = (steps: readonly unknown[], hasContext: boolean): void => {
    const first = Node.safeParse(steps[0]);
    if (first.success && first.data.type === 'variable' && first.data.value === 'states') {
      const field = Node.safeParse(steps[1]);
      statesFields.add(field.success && typeof field.data.value === 'string' ? field.data.value : undefined);
      walkMembers(first.data, true);
    } else walk(steps[0], hasContext);
    walk(steps.slice(1), true);
  };

  const walkMembers = (node: Node, hasContext: boolean): void => {
    for (const [key, member] of Object.entries(node)) {
      const inner = key === 'predicate' || key === 'stages' || key === 'group';
      if (typeof member === 'object' && member !== null) walk(member, hasContext || inner);
    }
  };

  walk(ast, false);
  const variables = new Set([...read].filter((name) => !bound.has(name)));
  return { variables, statesFields, bareField, newerOperator };
}

/** Both operators become conditions in which one operand stands twice, so at one position. */
function operatorAfter206(node: Node): string | undefined {
  if (node.type !== 'condition') return undefined;
  const then = JSON.stringify(node['then']);
  if (JSON.stringify(node['condition']) === then) return '?:';
  const test = Node.safeParse(node['condition']);
  if (!test.success || !Array.isArray(test.data['arguments'])) return undefined;
  return JSON.stringify(test.data['arguments'][0]) === then ? '??' : undefined;
}

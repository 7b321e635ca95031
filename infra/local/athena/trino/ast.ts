/**
 * The translator's syntax tree: a node is an object with one member, whose name is its kind (`{ "add": { left, right } }`).
 * It is read as unknown JSON, as the translator's own types do not cover what it emits.
 */
export type Body = Record<string, unknown>;
export type Node = Record<string, Body>;

export function isRecord(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Kind and body when the value is a node. */
export function nodeParts(value: unknown): { readonly kind: string; readonly body: Body } | undefined {
  if (!isRecord(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return undefined;
  const [kind, body] = entry;
  return isRecord(body) ? { kind, body } : undefined;
}

export function bodyOf(value: unknown, kind: string): Body | undefined {
  const parts = nodeParts(value);
  return parts?.kind === kind ? parts.body : undefined;
}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The text of an identifier (`{ name, quoted, span }`), or undefined where there is none. */
export function identifier(value: unknown): string | undefined {
  return isRecord(value) && typeof value['name'] === 'string' ? value['name'] : undefined;
}

/** Start of an identifier in the text that was parsed, in characters. */
export function spanStart(value: unknown): number | undefined {
  const span = isRecord(value) ? value['span'] : undefined;
  return isRecord(span) && typeof span['start'] === 'number' ? span['start'] : undefined;
}

export const named = (name: string): Body => ({ name, quoted: true, trailing_comments: [] });
export const column = (name: string, table?: string): Node => ({
  column: {
    name: named(name),
    table: table === undefined ? null : named(table),
    join_mark: false,
    trailing_comments: [],
  },
});
export const call = (name: string, args: readonly unknown[]): Node => ({
  function: {
    name,
    args,
    distinct: false,
    trailing_comments: [],
    use_bracket_syntax: false,
    no_parens: false,
    quoted: false,
  },
});
export const text = (value: string): Node => ({ literal: { literal_type: 'string', value } });
export const number = (value: number): Node => ({
  literal: { literal_type: 'number', value: String(value) },
});

/** Rebuilds a tree from its leaves up; `change` gets each node after its parts and answers with what takes its place. */
export function rebuild(value: unknown, change: (kind: string, body: Body, node: Node) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => rebuild(each, change));
  if (!isRecord(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rebuild(each, change)]));
  const parts = nodeParts(copy);
  return parts === undefined ? copy : change(parts.kind, parts.body, { [parts.kind]: parts.body });
}

/** Visits every node, outer before inner. */
export function visit(value: unknown, see: (kind: string, body: Body) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) visit(each, see);
    return;
  }
  if (!isRecord(value)) return;
  const parts = nodeParts(value);
  if (parts !== undefined) see(parts.kind, parts.body);
  for (const each of Object.values(value)) visit(each, see);
}

/** A row without names, as Trino shows it: its fields are `field0`, `field1` … */
export function row(values: readonly unknown[]): Node {
  return call(
    'struct_pack',
    values.map((value, index) => ({
      named_argument: { name: named(`field${index}`), value, separator: 'ColonEq' },
    })),
  );
}

/** The values of a node that {@link row} made. */
export function rowValues(value: unknown): readonly unknown[] | undefined {
  const body = bodyOf(value, 'function');
  if (body?.['name'] !== 'struct_pack') return undefined;
  return list(body['args']).map((each) => bodyOf(each, 'named_argument')?.['value']);
}

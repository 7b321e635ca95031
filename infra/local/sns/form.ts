type Node = string | Map<string, Node>;

/**
 * The parameters of the query protocol as plain values: `A.member.1=x` becomes the list `A: ['x']`, and
 * `A.entry.1.key=k&A.entry.1.value=v` (or `Name` and `Value`) the record `A: { k: 'v' }`.
 */
export function readForm(form: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  const root = new Map<string, Node>();
  for (const [path, value] of form) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let node = root;
    for (const name of names) {
      const next = node.get(name);
      const child = next instanceof Map ? next : new Map<string, Node>();
      node.set(name, child);
      node = child;
    }
    node.set(last, value);
  }
  return Object.fromEntries([...root].map(([name, node]) => [name, plain(node)]));
}

function plain(node: Node): unknown {
  if (typeof node === 'string') return node;
  const members = node.get('member');
  if (members instanceof Map) return inOrder(members).map(plain);
  const entries = node.get('entry');
  if (entries instanceof Map) return Object.fromEntries(inOrder(entries).map(entry));
  return Object.fromEntries([...node].map(([name, child]) => [name, plain(child)]));
}

function inOrder(numbered: ReadonlyMap<string, Node>): Node[] {
  return [...numbered].sort(([a], [b]) => Number(a) - Number(b)).map(([, node]) => node);
}

function entry(node: Node): [string, unknown] {
  if (typeof node === 'string') return [node, undefined];
  const name = node.get('key') ?? node.get('Name');
  const value = node.get('value') ?? node.get('Value');
  return [typeof name === 'string' ? name : '', value === undefined ? undefined : plain(value)];
}

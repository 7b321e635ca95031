/**
 * Topological order: every key after the keys it depends on, otherwise as given. Dependencies that are no keys are
 * ignored. Throws an error that names the cycle when there is one.
 */
export function inOrder(dependencies: ReadonlyMap<string, Iterable<string>>): readonly string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (key: string): void => {
    if (done.has(key)) return;
    if (path.includes(key)) {
      throw new Error(`a cycle of dependencies: ${[...path.slice(path.indexOf(key)), key].join(' → ')}`);
    }
    path.push(key);
    for (const dependency of dependencies.get(key) ?? []) if (dependencies.has(dependency)) visit(dependency);
    path.pop();
    done.add(key);
  };
  for (const key of dependencies.keys()) visit(key);
  return [...done];
}

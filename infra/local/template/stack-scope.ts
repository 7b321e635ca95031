import type { Stack } from './assembly.ts';
import type { BuiltResource } from './resource.ts';
import type { Scope } from './scope.ts';

/** What stacks give each other. */
export type Shared = { readonly exports: Map<string, unknown>; readonly outputs: Map<string, unknown> };

/** Look-ups in one stack: its parameters, what is built of it so far, and what earlier stacks gave. */
export function scopeOf(stack: Stack, built: ReadonlyMap<string, BuiltResource>, shared: Shared): Scope {
  const { template, name } = stack;
  const existing = (logicalId: string): BuiltResource => {
    const resource = built.get(logicalId);
    if (resource === undefined)
      throw new Error(`there is no resource or parameter "${logicalId}" in stack ${name}`);
    return resource;
  };
  const from = (values: ReadonlyMap<string, unknown>, key: string, what: string): unknown => {
    if (!values.has(key)) throw new Error(`no stack before ${name} gives the ${what} "${key}"`);
    return values.get(key);
  };
  return {
    stackName: name,
    ref(target) {
      const parameter = template.Parameters[target];
      if (parameter === undefined) return existing(target).ref;
      if (parameter.Default === undefined) throw new Error(`the parameter ${target} has no default`);
      return parameter.Default;
    },
    attribute(logicalId, attribute) {
      const value = existing(logicalId).attributes[attribute];
      if (value === undefined) {
        const type = template.Resources[logicalId]?.Type;
        throw new Error(`${logicalId} (${type}) has no attribute "${attribute}" in the embedded cloud`);
      }
      return value;
    },
    condition(condition) {
      const expression = template.Conditions[condition];
      if (expression === undefined) throw new Error(`there is no condition "${condition}" in stack ${name}`);
      return expression;
    },
    importValue: (exportName) => from(shared.exports, exportName, 'export'),
    stackOutput: (stackName, output) => from(shared.outputs, `${stackName}/${output}`, 'output'),
  };
}

import { createHash } from 'node:crypto';
import type { Stack, TemplateResource } from './assembly.ts';
import { evaluateCondition } from './conditions.ts';
import { buildInert, inertType } from './inert.ts';
import { resolveValue } from './intrinsics.ts';
import { inOrder } from './order.ts';
import { references } from './references.ts';
import type { BuiltResource, ResourceBuilders, ResourceContext } from './resource.ts';
import { type Shared, scopeOf } from './stack-scope.ts';

export type InertResource = {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly reason: string;
};

export type Built = {
  /** Outputs of all stacks by their key, as a deployment prints them under the stack's name. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly inert: readonly InertResource[];
};

/**
 * Builds the resources of all stacks in the order of their dependencies. Throws an error that names the resource for
 * a type that is neither built nor known to be inert, before anything of its stack is made.
 */
export async function buildStacks(stacks: readonly Stack[], builders: ResourceBuilders): Promise<Built> {
  const shared: Shared = { exports: new Map(), outputs: new Map() };
  const outputs: Record<string, string> = {};
  const inert: InertResource[] = [];
  for (const stack of stacks) {
    refuseUnknownTypes(stack, builders);
    for (const [key, value] of await buildStack(stack, builders, shared, inert)) {
      // What the CDK makes up to carry a value from one stack to the other is nobody's result.
      if (key.startsWith('ExportsOutput')) continue;
      if (outputs[key] !== undefined && outputs[key] !== value) {
        throw new Error(`two stacks give the output ${key}: "${outputs[key]}" and "${value}"`);
      }
      outputs[key] = value;
    }
  }
  return { outputs, inert };
}

function refuseUnknownTypes(stack: Stack, builders: ResourceBuilders): void {
  const unknown = Object.entries(stack.template.Resources).filter(
    ([, { Type }]) => !Object.hasOwn(builders, Type) && inertType(Type) === undefined,
  );
  if (unknown.length === 0) return;
  const named = unknown.map(([logicalId, { Type }]) => `${stack.name}/${logicalId} (${Type})`).join(', ');
  throw new Error(`the embedded cloud cannot build: ${named}`);
}

async function buildStack(
  stack: Stack,
  builders: ResourceBuilders,
  shared: Shared,
  inert: InertResource[],
): Promise<ReadonlyMap<string, string>> {
  const { template, name: stackName } = stack;
  const built = new Map<string, BuiltResource>();
  const scope = scopeOf(stack, built, shared);
  const exists = (condition: string | undefined): boolean =>
    condition === undefined || evaluateCondition({ Condition: condition }, scope);
  const resources = new Map(
    Object.entries(template.Resources).filter(([, resource]) => exists(resource.Condition)),
  );

  const order = inOrder(
    new Map([...resources].map(([logicalId, resource]) => [logicalId, dependenciesOf(resource, builders)])),
  );
  for (const logicalId of order) {
    const resource = resources.get(logicalId);
    if (resource === undefined) continue;
    const context = contextOf(stack, logicalId, resource);
    const builder = Object.hasOwn(builders, resource.Type) ? builders[resource.Type] : undefined;
    const type = inertType(resource.Type);
    try {
      if (builder !== undefined) {
        const properties = Object.entries(resource.Properties).map(([name, value]): [string, unknown] => [
          name,
          resolveValue(value, scope),
        ]);
        const given = Object.fromEntries(properties.filter(([, value]) => value !== undefined));
        built.set(logicalId, await builder(given, context));
      } else if (type !== undefined) {
        const name = resolveValue(resource.Properties[type.nameProperty ?? ''], scope);
        built.set(logicalId, buildInert(type, name, context));
      }
      if (type !== undefined)
        inert.push({ stack: stackName, logicalId, type: resource.Type, reason: type.reason });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const place = `${stackName}/${logicalId}`;
      throw new Error(message.startsWith(place) ? message : `${place} (${resource.Type}): ${message}`, {
        cause: error,
      });
    }
  }

  const outputs = new Map<string, string>();
  for (const [key, output] of Object.entries(template.Outputs)) {
    if (!exists(output.Condition)) continue;
    const value = resolveValue(output.Value, scope);
    outputs.set(key, typeof value === 'string' ? value : JSON.stringify(value));
    shared.outputs.set(`${stackName}/${key}`, value);
    if (output.Export !== undefined) {
      shared.exports.set(String(resolveValue(output.Export.Name, scope)), value);
    }
  }
  return outputs;
}

/** Of an inert resource only the name is read, so that policies over everything tie nothing together. */
function dependenciesOf(resource: TemplateResource, builders: ResourceBuilders): readonly string[] {
  if (Object.hasOwn(builders, resource.Type)) {
    return [...references(resource.Properties), ...resource.DependsOn];
  }
  return [...references(resource.Properties[inertType(resource.Type)?.nameProperty ?? ''])];
}

function contextOf(stack: Stack, logicalId: string, resource: TemplateResource): ResourceContext {
  return {
    logicalId,
    stackName: stack.name,
    metadata: resource.Metadata,
    assemblyDir: stack.dir,
    generatedName(limit = 64) {
      const hash = createHash('sha256').update(`${stack.name}/${logicalId}`).digest('hex');
      const suffix = `-${hash.slice(0, 12).toUpperCase()}`;
      return `${stack.name}-${logicalId}`.slice(0, limit - suffix.length) + suffix;
    },
  };
}

import { z } from 'zod';
import type { ResourceContext } from './resource.ts';

/**
 * A resource's properties as its builder reads them. `inert` names those that change nothing here, each with its
 * reason; they are set aside, and everything else must be in the (strict) schema. Throws an error that names
 * the stack, the resource and each property that is not honoured.
 */
export function honoured<T extends z.ZodType>(
  schema: T,
  inert: Readonly<Record<string, string>>,
  properties: Readonly<Record<string, unknown>>,
  context: ResourceContext,
): z.infer<T> {
  const rest = Object.fromEntries(Object.entries(properties).filter(([name]) => !Object.hasOwn(inert, name)));
  const parsed = schema.safeParse(rest);
  if (parsed.success) return parsed.data;
  throw new Error(
    `${context.stackName}/${context.logicalId}: not honoured by the embedded cloud:\n${z.prettifyError(parsed.error)}`,
  );
}

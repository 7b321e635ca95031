import { resolve } from 'node:path';
import { z } from 'zod';
import { honoured } from '../template/properties.ts';
import type { ResourceBuilders } from '../template/resource.ts';
import { functionArn } from './definition.ts';
import type { LambdaService } from './service.ts';

const Properties = z.strictObject({
  FunctionName: z.string().optional(),
  Description: z.string().optional(),
  Handler: z.string().regex(/^[\w-]+\.[\w$]+$/),
  Runtime: z.literal('nodejs24.x'),
  Timeout: z.number().int().min(1).max(900).default(3),
  MemorySize: z.number().int().min(128).max(10_240).default(128),
  Environment: z
    .strictObject({ Variables: z.record(z.string(), z.string()).default({}) })
    .default({ Variables: {} }),
  ReservedConcurrentExecutions: z.number().int().min(0).optional(),
  PackageType: z.literal('Zip').optional(),
});

const INERT = {
  Code: 'the handler runs from its TypeScript file, named by the metadata verband:entry',
  Role: 'permissions are not checked here',
  Layers: 'modules come from node_modules',
  Architectures: 'the handler runs on this machine',
  TracingConfig: 'there is no X-Ray here',
  LoggingConfig: 'output goes to <data-dir>/logs',
  DeadLetterConfig: 'failed asynchronous invocations are kept and listed as failures',
  EphemeralStorage: 'the temporary folder is this machine’s',
  KmsKeyArn: 'nothing is encrypted at rest here',
  RuntimeManagementConfig: 'the runtime is the Node that runs the embedded cloud',
  RecursiveLoop: 'no loop detection',
  Tags: 'tags have no effect',
};

/** Functions: the code is the file under `repository` that the metadata `verband:entry` names. */
export function lambdaResources(
  service: LambdaService,
  options: { readonly repository: string },
): ResourceBuilders {
  return {
    'AWS::Lambda::Function': (properties, context) => {
      const given = honoured(Properties, INERT, properties, context);
      const entry = context.metadata['verband:entry'];
      if (typeof entry !== 'string') {
        throw new Error(
          `${context.stackName}/${context.logicalId}: no metadata verband:entry names the handler's file`,
        );
      }
      const name = given.FunctionName ?? context.generatedName(64);
      service.define({
        name,
        entry: resolve(options.repository, entry),
        handler: given.Handler,
        environment: given.Environment.Variables,
        timeoutSeconds: given.Timeout,
        memoryMb: given.MemorySize,
        ...(given.Description === undefined ? {} : { description: given.Description }),
        ...(given.ReservedConcurrentExecutions === undefined
          ? {}
          : { reservedConcurrency: given.ReservedConcurrentExecutions }),
      });
      return { ref: name, attributes: { Arn: functionArn(name) } };
    },
  };
}

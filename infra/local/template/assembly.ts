import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PLACE } from '../service.ts';
import { inOrder } from './order.ts';

const Record_ = z.record(z.string(), z.unknown());

const Resource = z.strictObject({
  Type: z.string(),
  Properties: Record_.default({}),
  Metadata: Record_.default({}),
  DependsOn: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  Condition: z.string().optional(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
export type TemplateResource = z.infer<typeof Resource>;

const Output = z.strictObject({
  Value: z.unknown(),
  Description: z.string().optional(),
  Condition: z.string().optional(),
  Export: z.strictObject({ Name: z.unknown() }).optional(),
});

/** Sections that are not here (Transform, Mappings) are refused. Rules only guard a deployment. */
const Template = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: Record_.optional(),
  Parameters: z.record(z.string(), z.looseObject({ Type: z.string(), Default: z.unknown() })).default({}),
  Rules: z.unknown().optional(),
  Conditions: Record_.default({}),
  Resources: z.record(z.string(), Resource).default({}),
  Outputs: z.record(z.string(), Output).default({}),
});
export type Template = z.infer<typeof Template>;

const Manifest = z.looseObject({
  artifacts: z
    .record(
      z.string(),
      z.looseObject({
        type: z.string(),
        environment: z.string().optional(),
        dependencies: z.array(z.string()).default([]),
        properties: z
          .looseObject({
            templateFile: z.string().optional(),
            stackName: z.string().optional(),
            directoryName: z.string().optional(),
          })
          .default({}),
      }),
    )
    .default({}),
});

export type Stack = {
  readonly name: string;
  /** Folder of the assembly that the stack's assets lie in. */
  readonly dir: string;
  readonly template: Template;
};

/**
 * Reads a cloud assembly: its stacks, those that others depend on first, nested assemblies (stages) included.
 * Throws when a stack is bound to an account or a region that is not the embedded cloud's.
 */
export function loadAssembly(dir: string): readonly Stack[] {
  const { artifacts } = Manifest.parse(JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')));
  const order = inOrder(
    new Map(Object.entries(artifacts).map(([id, { dependencies }]) => [id, dependencies])),
  );
  return order.flatMap((id): readonly Stack[] => {
    const artifact = artifacts[id];
    const { templateFile, stackName, directoryName } = artifact?.properties ?? {};
    if (artifact?.type === 'cdk:cloud-assembly' && directoryName !== undefined) {
      return loadAssembly(join(dir, directoryName));
    }
    if (artifact?.type !== 'aws:cloudformation:stack' || templateFile === undefined) return [];
    refuseOtherPlaces(id, artifact.environment ?? '');
    const parsed = Template.safeParse(JSON.parse(readFileSync(join(dir, templateFile), 'utf8')));
    if (!parsed.success) {
      throw new Error(
        `${templateFile}: not honoured by the embedded cloud:\n${z.prettifyError(parsed.error)}`,
      );
    }
    return [{ name: stackName ?? id, dir, template: parsed.data }];
  });
}

function refuseOtherPlaces(stack: string, environment: string): void {
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
  const accountFits = account === undefined || ['unknown-account', PLACE.account].includes(account);
  const regionFits = region === undefined || ['unknown-region', PLACE.region].includes(region);
  if (accountFits && regionFits) return;
  throw new Error(
    `stack ${stack} is bound to ${environment}; the embedded cloud is account ${PLACE.account} in ${PLACE.region}`,
  );
}

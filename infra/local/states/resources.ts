import { existsSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import * as z from 'zod';
import { PLACE } from '../service.ts';
import type { ResourceBuilders, ResourceContext } from '../template/resource.ts';
import { issueLines } from './definition/issue-lines.ts';
import type { StatesService } from './service.ts';

/** Properties that are taken and have no effect, each with the reason. */
const INERT = {
  RoleArn: 'shown by DescribeStateMachine; permissions are not checked on this machine',
  LoggingConfiguration: 'the history is kept whole, in the data directory',
  TracingConfiguration: 'there is no X-Ray here',
  Tags: 'nothing here is billed or found by tag',
  EncryptionConfiguration: 'the data directory is protected by the file system',
} as const;

const Properties = z.strictObject({
  StateMachineName: z.string().optional(),
  StateMachineType: z.string().optional(),
  DefinitionString: z.string().optional(),
  DefinitionS3Location: z.strictObject({ Bucket: z.string(), Key: z.string() }).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  RoleArn: z.string().optional(),
  LoggingConfiguration: z.unknown().optional(),
  TracingConfiguration: z.unknown().optional(),
  Tags: z.unknown().optional(),
  EncryptionConfiguration: z.unknown().optional(),
} satisfies Record<string, z.ZodType> & Record<keyof typeof INERT, z.ZodType>);
type Properties = z.infer<typeof Properties>;

/** Builds `AWS::StepFunctions::StateMachine`: `Ref` gives its ARN, the attributes are Arn and Name. */
export function statesResources(states: Pick<StatesService, 'define'>): ResourceBuilders {
  return {
    'AWS::StepFunctions::StateMachine': (properties, context) => {
      const parsed = Properties.safeParse(properties);
      if (!parsed.success) {
        throw new Error(
          `${context.logicalId}: ${[...issueLines(parsed.error.issues, 'Properties')].join('; ')}`,
        );
      }
      const name = parsed.data.StateMachineName ?? context.generatedName(80);
      const arn = `arn:${PLACE.partition}:states:${PLACE.region}:${PLACE.account}:stateMachine:${name}`;
      states.define({
        name,
        arn,
        definition: substitute(
          definitionText(parsed.data, context),
          parsed.data.DefinitionSubstitutions ?? {},
          context,
        ),
        roleArn: parsed.data.RoleArn,
        type: parsed.data.StateMachineType,
      });
      return { ref: arn, attributes: { Arn: arn, Name: name } };
    },
  };
}

function definitionText(
  { DefinitionString, DefinitionS3Location }: Properties,
  context: ResourceContext,
): string {
  if ((DefinitionString === undefined) === (DefinitionS3Location === undefined)) {
    throw new Error(`${context.logicalId}: needs either DefinitionString or DefinitionS3Location`);
  }
  return DefinitionString ?? readAsset(DefinitionS3Location?.Key ?? '', context);
}

/** The asset lies in the cloud assembly as `asset.<hash>`, with or without the extension that its key has. */
function readAsset(key: string, { assemblyDir, logicalId }: ResourceContext): string {
  const name = basename(key);
  const places = [name, basename(name, extname(name))].map((file) => join(assemblyDir, `asset.${file}`));
  const place = places.find((path) => existsSync(path));
  if (place === undefined) throw new Error(`${logicalId}: no asset ${key} (looked for ${places.join(', ')})`);
  return readFileSync(place, 'utf8');
}

/** Puts values in for `${name}`, escaped as within a JSON string. Throws on a name that has no value. */
function substitute(
  text: string,
  values: Readonly<Record<string, string | number | boolean>>,
  { logicalId }: ResourceContext,
): string {
  return text.replaceAll(/\$\{([^}]*)\}/g, (_all, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`${logicalId}: no DefinitionSubstitutions for \${${name}}`);
    return JSON.stringify(String(value)).slice(1, -1);
  });
}

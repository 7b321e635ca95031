import * as z from 'zod';
import { honoured } from '../template/properties.ts';
import type { ResourceBuilders } from '../template/resource.ts';
import { randomPassword } from './random.ts';
import { defineSecret, type SecretDefinition } from './secrets.ts';
import type { SecretsService } from './service.ts';

const GenerateSecretString = z
  .strictObject({
    PasswordLength: z.number().int().min(1).max(4096).default(32),
    ExcludeCharacters: z.string().default(''),
    ExcludeLowercase: z.boolean().default(false),
    ExcludeUppercase: z.boolean().default(false),
    ExcludeNumbers: z.boolean().default(false),
    ExcludePunctuation: z.boolean().default(false),
    IncludeSpace: z.boolean().default(false),
    RequireEachIncludedType: z.boolean().default(true),
    SecretStringTemplate: z.string().optional(),
    GenerateStringKey: z.string().optional(),
  })
  .refine(
    (rules) => (rules.SecretStringTemplate === undefined) === (rules.GenerateStringKey === undefined),
    'SecretStringTemplate and GenerateStringKey come together',
  );

const Properties = z
  .strictObject({
    Name: z.string().optional(),
    Description: z.string().default(''),
    KmsKeyId: z.string().default(''),
    SecretString: z.string().optional(),
    GenerateSecretString: GenerateSecretString.optional(),
  })
  .refine(
    (given) => (given.SecretString === undefined) !== (given.GenerateSecretString === undefined),
    'one of SecretString and GenerateSecretString is needed',
  );

const INERT = { Tags: 'tags have no effect' };

/** Secrets whose value is made up once and kept, or set by the template. `Ref` is the ARN. Replicas are refused. */
export function secretsResources({ store }: SecretsService): ResourceBuilders {
  return {
    'AWS::SecretsManager::Secret': (properties, context) => {
      const given = honoured(Properties, INERT, properties, context);
      const definition: SecretDefinition = {
        name: given.Name ?? context.generatedName(255),
        description: given.Description,
        kmsKey: given.KmsKeyId,
        value:
          given.SecretString === undefined
            ? { generate: () => generate(GenerateSecretString.parse(given.GenerateSecretString)) }
            : { fixed: given.SecretString },
      };
      const { arn } = defineSecret(store, definition, new Date());
      return { ref: arn, attributes: { Id: arn } };
    },
  };
}

/** A password, or the template's JSON object with the password under its key. */
function generate(rules: z.infer<typeof GenerateSecretString>): string {
  const password = randomPassword(rules);
  if (rules.SecretStringTemplate === undefined || rules.GenerateStringKey === undefined) return password;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(rules.SecretStringTemplate));
  return JSON.stringify({ ...template, [rules.GenerateStringKey]: password });
}

import * as z from 'zod';
import { ServiceError } from '../service.ts';
import type { Store } from '../store.ts';
import { listSecrets, readSecret, type Secret } from './secrets.ts';

type Operation = (store: Store, parameters: unknown) => Readonly<Record<string, unknown>>;

/** Parses the parameters, so that one that is not honoured is refused by name, and runs the operation. */
function operation<T extends z.ZodType>(
  parameters: T,
  run: (store: Store, given: z.infer<T>) => Readonly<Record<string, unknown>>,
): Operation {
  return (store, given) => {
    const parsed = parameters.safeParse(given);
    if (!parsed.success) throw new ServiceError('InvalidParameterException', z.prettifyError(parsed.error));
    return run(store, parsed.data);
  };
}

const SecretId = z.string().min(1);
const CURRENT = 'AWSCURRENT';
const SECONDS = 1000;

/** Every operation that is spoken here. Secrets are made by the template alone and have one version, the current one. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  GetSecretValue: operation(
    z.strictObject({
      SecretId,
      VersionId: z.string().optional(),
      VersionStage: z.string().default(CURRENT),
    }),
    (store, { SecretId: id, VersionId, VersionStage }) => {
      const secret = readSecret(store, id);
      if (VersionStage !== CURRENT || (VersionId !== undefined && VersionId !== secret.version_id)) {
        throw new ServiceError(
          'ResourceNotFoundException',
          `Secrets Manager can't find the specified secret value for ${VersionId ?? VersionStage}`,
        );
      }
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: secret.version_id,
        VersionStages: [CURRENT],
        SecretString: secret.secret_string,
        CreatedDate: secret.changed_at / SECONDS,
      };
    },
  ),
  DescribeSecret: operation(z.strictObject({ SecretId }), (store, { SecretId: id }) => {
    const secret = readSecret(store, id);
    return { ...describe(secret), VersionIdsToStages: { [secret.version_id]: [CURRENT] } };
  }),
  ListSecrets: operation(
    z.strictObject({
      MaxResults: z.number().int().min(1).max(100).default(100),
      NextToken: z.string().default(''),
    }),
    (store, { MaxResults, NextToken }) => {
      const { secrets, next } = listSecrets(store, NextToken, MaxResults);
      return {
        SecretList: secrets.map((secret) => ({
          ...describe(secret),
          SecretVersionsToStages: { [secret.version_id]: [CURRENT] },
        })),
        NextToken: next,
      };
    },
  ),
};

function describe(secret: Secret): Readonly<Record<string, unknown>> {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description === '' ? undefined : secret.description,
    KmsKeyId: secret.kms_key === '' ? undefined : secret.kms_key,
    CreatedDate: secret.created_at / SECONDS,
    LastChangedDate: secret.changed_at / SECONDS,
  };
}

import { PLACE, ServiceError } from '../service.ts';

/** What the embedded Lambda must know of a function; all of it stands in the template. */
export type FunctionDefinition = {
  readonly name: string;
  /** Absolute path of the handler's TypeScript file. It stays in place, so that its imports resolve as ever. */
  readonly entry: string;
  /** As Lambda writes it: `<file>.<exported name>`, such as `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** At most so many events at once; 0 throttles every invocation. Without it the pool's own limit holds. */
  readonly reservedConcurrency?: number;
  readonly description?: string;
};

export const functionArn = (name: string): string =>
  `arn:${PLACE.partition}:lambda:${PLACE.region}:${PLACE.account}:function:${name}`;

/** The plain name in a name, a full or partial ARN, each with an optional `:$LATEST`. Other qualifiers are refused. */
export function functionName(reference: string): string {
  const match = /^(?:(?:arn:[^:]+:lambda:[^:]+:)?\d+:function:|function:)?([\w-]+)(?::(.+))?$/.exec(
    reference,
  );
  const [, name, qualifier] = match ?? [];
  if (name === undefined) {
    throw new ServiceError('InvalidParameterValueException', `"${reference}" names no function`, 400);
  }
  if (qualifier !== undefined && qualifier !== '$LATEST') {
    throw new ServiceError(
      'InvalidParameterValueException',
      `versions and aliases do not exist here: "${qualifier}" of function ${name}`,
      400,
    );
  }
  return name;
}

const GIVEN_BY_LAMBDA =
  /^(AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|REGION|DEFAULT_REGION|EXECUTION_ENV|ENDPOINT_URL)|AWS_LAMBDA_.*|LAMBDA_.*|_HANDLER)$/;

/** Throws what AWS throws when a template sets a variable that the runtime sets itself. */
export function refuseReservedKeys(definition: FunctionDefinition): void {
  const reserved = Object.keys(definition.environment).filter((key) => GIVEN_BY_LAMBDA.test(key));
  if (reserved.length === 0) return;
  throw new ServiceError(
    'InvalidParameterValueException',
    `function ${definition.name}: the environment sets reserved keys: ${reserved.join(', ')}`,
    400,
  );
}

/** The whole environment of a worker: nothing of the gateway's own leaks in, so a handler sees what it sees on AWS. */
export function workerEnvironment(definition: FunctionDefinition, endpoint: string): Record<string, string> {
  const { name, memoryMb } = definition;
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    ...definition.environment,
    _HANDLER: definition.handler,
    AWS_REGION: PLACE.region,
    AWS_DEFAULT_REGION: PLACE.region,
    AWS_ACCESS_KEY_ID: 'embedded',
    AWS_SECRET_ACCESS_KEY: 'embedded',
    AWS_EC2_METADATA_DISABLED: 'true',
    // A profile of the user's own must not redirect the clients.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ENDPOINT_URL: endpoint,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'embedded',
  };
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { Failure } from '#schemas/failures.ts';

export type DoorCommand = {
  readonly request: Readonly<Record<string, unknown>>;
  readonly endpoint: string | undefined;
  readonly functionName: string | undefined;
  readonly dataDir: string;
};

const Outputs = z.record(z.string(), z.string());
const DoorError = z.object({ errorType: z.string(), errorMessage: z.string() });
const EMBEDDED = 'http://127.0.0.1:4566';

/**
 * Asks a door (a Lambda function, named or else the output of that name beside the embedded cloud's data) and gives its
 * answer. Throws with the door's own message.
 */
export async function askDoor(output: string, command: DoorCommand): Promise<unknown> {
  const file = join(command.dataDir, 'outputs.json');
  const local = command.functionName === undefined && existsSync(file);
  const functionName =
    command.functionName ??
    (local ? Outputs.parse(JSON.parse(readFileSync(file, 'utf8')))[output] : undefined);
  if (functionName === undefined)
    throw new Failure(
      'InvalidRequest',
      `no ${output} in ${file}: is the embedded cloud running? Otherwise name the function with --function`,
    );
  // Without an endpoint, local outputs mean the embedded cloud; a named function means AWS with the caller's own credentials.
  const endpoint = command.endpoint ?? (local ? EMBEDDED : undefined);
  const credentials =
    process.env.AWS_ACCESS_KEY_ID === undefined && local
      ? { accessKeyId: 'embedded', secretAccessKey: 'embedded' }
      : undefined;
  const region = process.env.AWS_REGION ?? (local ? 'eu-west-1' : undefined);
  const client = new LambdaClient({
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(region === undefined ? {} : { region }),
  });
  const answer = await client.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(command.request) }),
  );
  const text = Buffer.from(answer.Payload ?? []).toString('utf8');
  if (answer.FunctionError !== undefined) {
    const { errorType, errorMessage } = DoorError.parse(JSON.parse(text));
    throw new Error(`${errorType}: ${errorMessage}`);
  }
  const value: unknown = JSON.parse(text);
  return value;
}

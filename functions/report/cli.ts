import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { Failure } from '#schemas/failures.ts';
import { parseDeliveriesCommand } from './cli-words.ts';

const Outputs = z.object({ ReportDoorFunction: z.string() });
const DoorError = z.object({ errorType: z.string(), errorMessage: z.string() });
const EMBEDDED = 'http://127.0.0.1:4566';

/** `npm run deliveries`: asks the door for deliveries (a Lambda function) and prints its answer as JSON. */
async function main(args: readonly string[]): Promise<void> {
  const command = parseDeliveriesCommand(args);
  const file = join(command.dataDir, 'outputs.json');
  const local = command.functionName === undefined && existsSync(file);
  const functionName =
    command.functionName ??
    (local ? Outputs.parse(JSON.parse(readFileSync(file, 'utf8'))).ReportDoorFunction : undefined);
  if (functionName === undefined)
    throw new Failure(
      'InvalidRequest',
      `no ${file}: is the embedded cloud running? Otherwise name the function with --function`,
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
  process.stdout.write(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

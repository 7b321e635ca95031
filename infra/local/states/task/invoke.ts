import * as z from 'zod';
import { ServiceError } from '../../service.ts';
import type { LambdaPort } from '../run/engine.ts';
import { Interrupted, StateError } from '../state-error.ts';

const FunctionFailure = z.object({ errorType: z.string() });

/**
 * Calls a function and gives its payload as text. Throws StateError: named by the function's `errorType`
 * (`Sandbox.Timedout` when its time ran out), or `Lambda.<code>` when the service refused the call.
 */
export async function invoke(lambda: LambdaPort, functionName: string, payload: string): Promise<string> {
  let answer: Awaited<ReturnType<LambdaPort['invoke']>>;
  try {
    answer = await lambda.invoke(functionName, payload);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const text = error instanceof Error ? error.message : String(error);
    if (!(error instanceof ServiceError)) throw new StateError('Lambda.SdkClientException', text);
    throw new StateError(`Lambda.${error.code}`, `${text} (Service: Lambda, Status Code: ${error.status})`);
  }
  if (answer.functionError === undefined) return answer.payload;
  throw new StateError(errorType(answer.payload), answer.payload);
}

function errorType(payload: string): string {
  try {
    return FunctionFailure.parse(JSON.parse(payload)).errorType;
  } catch {
    return 'Lambda.Unknown';
  }
}

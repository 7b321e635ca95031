import * as z from 'zod';
import { ServiceError } from '../../service.ts';
import type { TokenOutcome } from '../journal/tokens.ts';
import { PAYLOAD_LIMIT_BYTES, parseJson } from '../json.ts';
import { operation, type Operation, type OperationContext } from './operation.ts';

const taskToken = z.string().min(1).max(2048);

export function tokenOperations({
  clock,
  journal,
  tokenChanged,
}: OperationContext): Record<string, Operation> {
  /** Throws InvalidToken for one that was never given out, TaskTimedOut for one that nobody waits for any more. */
  function checkOpen(token: string): void {
    const row = journal.tokens.find(token);
    if (row === undefined) throw new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
    if (!row.open) {
      throw new ServiceError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    }
  }

  function settle(token: string, outcome: TokenOutcome): Record<string, never> {
    checkOpen(token);
    journal.tokens.settle(token, outcome);
    tokenChanged(token);
    return {};
  }

  return {
    SendTaskSuccess: operation(z.strictObject({ taskToken, output: z.string() }), (request) => {
      checkOutput(request.output);
      return settle(request.taskToken, { output: request.output });
    }),

    SendTaskFailure: operation(
      z.strictObject({
        taskToken,
        error: z.string().max(256).optional(),
        cause: z.string().max(32_768).optional(),
      }),
      ({ taskToken: token, error = '', cause = '' }) => settle(token, { error, cause }),
    ),

    SendTaskHeartbeat: operation(z.strictObject({ taskToken }), ({ taskToken: token }) => {
      checkOpen(token);
      journal.tokens.beat(token, clock.now());
      tokenChanged(token);
      return {};
    }),
  };
}

function checkOutput(text: string): void {
  if (Buffer.byteLength(text) > PAYLOAD_LIMIT_BYTES) {
    throw new ServiceError('InvalidOutput', `Invalid Output: larger than ${PAYLOAD_LIMIT_BYTES} bytes`);
  }
  try {
    parseJson(text);
  } catch (error) {
    throw new ServiceError('InvalidOutput', `Invalid Output: '${String(error)}'`);
  }
}

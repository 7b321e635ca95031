import { randomUUID } from 'node:crypto';
import { ServiceError } from '../../service.ts';
import { newFrame } from '../journal/frame.ts';
import type { NewEvent } from '../journal/history.ts';
import type { Journal } from '../journal/journal.ts';
import { PAYLOAD_LIMIT_BYTES, parseJson } from '../json.ts';
import type { Definitions } from './definitions.ts';

export type Started = {
  readonly id: number;
  readonly arn: string;
  readonly startedAt: number;
  /** False for one that ran already under this name, with this input. */
  readonly isNew: boolean;
};

/** What Step Functions takes as a name: no white space, brackets, wildcards or other special characters. */
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

/**
 * Enters an execution as running. Synchronous, so that it stands or falls with the caller's transaction.
 * Throws StateMachineDoesNotExist, InvalidName, InvalidExecutionInput, ExecutionAlreadyExists.
 */
export function enterExecution(
  journal: Journal,
  definitions: Definitions,
  request: {
    readonly machineArn: string;
    readonly input: string;
    readonly name: string | undefined;
    readonly at: number;
  },
): Started {
  const { machineArn, input, name = randomUUID(), at } = request;
  const machine = journal.machines.find(machineArn);
  if (machine === undefined) {
    throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
  }
  if (!NAME.test(name)) throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
  checkInput(input);
  const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  const existing = journal.executions.find(arn);
  if (existing?.status === 'RUNNING' && existing.input === input) {
    return { id: existing.id, arn, startedAt: existing.started_at ?? at, isNew: false };
  }
  if (existing !== undefined)
    throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  const id = journal.executions.insert({
    arn,
    machine_arn: machine.arn,
    name,
    definition_hash: machine.definition_hash,
    status: 'RUNNING',
    input,
    started_at: at,
    map_run_arn: null,
    item_count: null,
  });
  openRootFrame(journal, {
    id,
    input,
    startAt: definitions.get(machine.definition_hash).StartAt,
    roleArn: machine.role_arn,
    at,
  });
  return { id, arn, startedAt: at, isNew: true };
}

/** Writes the frame from which an execution runs, and its first event. */
export function openRootFrame(
  journal: Journal,
  execution: {
    readonly id: number;
    readonly input: string;
    readonly startAt: string;
    readonly roleArn: string;
    readonly at: number;
  },
): void {
  const { id, input, startAt, roleArn, at } = execution;
  const details = { input, inputDetails: { truncated: false }, roleArn };
  const started: NewEvent = { type: 'ExecutionStarted', at, details };
  journal.frames.save(id, newFrame('', startAt, parseJson(input), journal.history.append(id, 0, [started])));
}

function checkInput(text: string): void {
  if (Buffer.byteLength(text) > PAYLOAD_LIMIT_BYTES) {
    throw new ServiceError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: larger than ${PAYLOAD_LIMIT_BYTES} bytes`,
    );
  }
  try {
    parseJson(text);
  } catch (error) {
    throw new ServiceError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${String(error)}'`,
    );
  }
}

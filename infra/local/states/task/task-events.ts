import { PLACE } from '../../service.ts';
import type { JsonObject } from '../json.ts';
import type { StateError } from '../state-error.ts';
import { record, type Walk } from '../run/walk.ts';
import type { TaskResource } from './resource.ts';

export type Limits = { readonly timeoutSeconds: number | null; readonly heartbeatSeconds: number | null };

/** Records the stages of a task under the names that its kind of resource has in the history. */
export type TaskEvents = {
  scheduled(parameters: string, limits: Limits): void;
  started(): void;
  submitted(output: string): void;
  succeeded(output: string): void;
  failed(error: StateError): void;
};

const data = (text: string, name: string): JsonObject => ({
  [name]: text,
  [`${name}Details`]: { truncated: false },
});

export function taskEvents(walk: Walk, resource: TaskResource): TaskEvents {
  return resource.kind === 'function'
    ? functionEvents(walk, resource.functionArn)
    : integrationEvents(walk, resource);
}

function functionEvents(walk: Walk, functionArn: string): TaskEvents {
  return {
    scheduled: (parameters, { timeoutSeconds }) =>
      record(walk, 'LambdaFunctionScheduled', {
        resource: functionArn,
        ...data(parameters, 'input'),
        ...(timeoutSeconds === null ? {} : { timeoutInSeconds: timeoutSeconds }),
      }),
    started: () => record(walk, 'LambdaFunctionStarted'),
    submitted: () => {},
    succeeded: (output) => record(walk, 'LambdaFunctionSucceeded', data(output, 'output')),
    failed: ({ error, causeText }) =>
      record(walk, error === 'States.Timeout' ? 'LambdaFunctionTimedOut' : 'LambdaFunctionFailed', {
        error,
        cause: causeText,
      }),
  };
}

function integrationEvents(walk: Walk, resource: Exclude<TaskResource, { kind: 'function' }>): TaskEvents {
  const named =
    resource.kind === 'lambda'
      ? { resourceType: 'lambda', resource: resource.token ? 'invoke.waitForTaskToken' : 'invoke' }
      : { resourceType: 'states', resource: resource.sync ? 'startExecution.sync:2' : 'startExecution' };
  return {
    scheduled: (parameters, { timeoutSeconds, heartbeatSeconds }) =>
      record(walk, 'TaskScheduled', {
        ...named,
        region: PLACE.region,
        parameters,
        ...(timeoutSeconds === null ? {} : { timeoutInSeconds: timeoutSeconds }),
        ...(heartbeatSeconds === null ? {} : { heartbeatInSeconds: heartbeatSeconds }),
      }),
    started: () => record(walk, 'TaskStarted', named),
    submitted: (output) => record(walk, 'TaskSubmitted', { ...named, ...data(output, 'output') }),
    succeeded: (output) => record(walk, 'TaskSucceeded', { ...named, ...data(output, 'output') }),
    failed: ({ error, causeText }) => {
      const timedOut = error === 'States.Timeout' || error === 'States.HeartbeatTimeout';
      record(walk, timedOut ? 'TaskTimedOut' : 'TaskFailed', { ...named, error, cause: causeText });
    },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLACE, ServiceError } from '#local/service.ts';
import { openStore, type Store } from '#local/store.ts';
import type { Json } from '#local/states/json.ts';
import type { Clock } from '#local/states/run/clock.ts';
import { openStates, type StatesService } from '#local/states/service.ts';
import { Interrupted } from '#local/states/state-error.ts';

/** A function as the tests write it: an answer, or a thrown error that becomes the function's failure. */
type TestFunction = (payload: Json) => Json | Promise<Json>;

/** What a test function throws to fail with an error type of its own. */
export class FunctionError extends Error {
  readonly errorType: string;

  constructor(errorType: string, message = '') {
    super(message);
    this.errorType = errorType;
  }
}

export type Cloud = {
  readonly states: StatesService;
  readonly store: Store;
  readonly functions: Map<string, TestFunction>;
  readonly objects: Map<string, string>;
  /** Names and payloads of the functions that were called, in order. */
  readonly calls: { name: string; payload: Json }[];
  close(): void;
};

/** A states service on a store of its own, with functions and objects that the test keeps in maps. */
export function openCloud(
  options: { clock?: Clock; dataDir?: string; log?: (line: string) => void } = {},
): Cloud {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'states-'));
  const store = openStore(dataDir);
  const functions = new Map<string, TestFunction>();
  const objects = new Map<string, string>();
  const calls: Cloud['calls'] = [];
  const states = openStates({
    store,
    log: options.log,
    clock: options.clock,
    lambda: {
      async invoke(nameOrArn, text) {
        const name = nameOrArn.replace(/^.*:function:/, '');
        const run = functions.get(name);
        if (run === undefined)
          throw new ServiceError('ResourceNotFoundException', `Function not found: ${name}`, 404);
        const payload: Json = JSON.parse(text);
        calls.push({ name, payload });
        try {
          return { payload: JSON.stringify(await run(payload)) };
        } catch (error) {
          if (error instanceof ServiceError || !(error instanceof FunctionError)) throw error;
          return {
            payload: JSON.stringify({ errorType: error.errorType, errorMessage: error.message }),
            functionError: 'Unhandled',
          };
        }
      },
    },
    s3: {
      read: async (bucket, key) => objects.get(`${bucket}/${key}`),
      put: async (bucket, key, body) => void objects.set(`${bucket}/${key}`, body),
      list: async (bucket, prefix) =>
        [...objects.keys()]
          .filter((name) => name.startsWith(`${bucket}/${prefix}`))
          .map((name) => name.slice(bucket.length + 1))
          .toSorted(),
    },
  });
  return {
    states,
    store,
    functions,
    objects,
    calls,
    close() {
      states.close();
      store.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export const machineArn = (name: string): string =>
  `arn:${PLACE.partition}:states:${PLACE.region}:${PLACE.account}:stateMachine:${name}`;

/** The document of a machine from its states; the first one is where it starts. */
export function definition(states: Record<string, object>, more: object = {}): string {
  return JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: Object.keys(states)[0],
    States: states,
    ...more,
  });
}

/** Asks the service as the wire does, without the wire. Throws on an error body. */
export async function ask(
  states: StatesService,
  operation: string,
  request: object,
): Promise<Record<string, Json>> {
  async function* body() {
    yield Buffer.from(JSON.stringify(request));
  }
  const response = await states.handle({
    method: 'POST',
    rawPath: '/',
    query: new Map(),
    headers: { 'x-amz-target': `AWSStepFunctions.${operation}` },
    body: body(),
  });
  const { status, body: text } = response;
  const answer: Record<string, Json> = JSON.parse(typeof text === 'string' ? text : '{}');
  if (status !== 200)
    throw new Error(`${JSON.stringify(answer['__type'])}: ${JSON.stringify(answer['message'])}`);
  return answer;
}

export type Ended = { arn: string; status: string; output: Json; error: string; cause: string };

/** A member of an answer that must be text; '' when it is missing. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Defines a machine, runs it on an input and gives how it ended. */
export async function runMachine(
  cloud: Cloud,
  states: Record<string, object>,
  input: Json = {},
  more: object = {},
): Promise<Ended> {
  const arn = machineArn('test');
  cloud.states.define({ name: 'test', arn, definition: definition(states, more) });
  const execution = cloud.states.start(arn, JSON.stringify(input));
  await cloud.states.idle();
  return endOf(cloud, execution);
}

export async function endOf(cloud: Cloud, arn: string): Promise<Ended> {
  const found = await ask(cloud.states, 'DescribeExecution', { executionArn: arn });
  const output: Json = typeof found['output'] === 'string' ? JSON.parse(found['output']) : null;
  return {
    arn,
    status: textOf(found['status']),
    output,
    error: textOf(found['error']),
    cause: textOf(found['cause']),
  };
}

export type HistoryEvent = { id: number; previousEventId: number; type: string; timestamp: number } & Record<
  string,
  Json
>;

export async function historyOf(cloud: Cloud, arn: string): Promise<HistoryEvent[]> {
  const found = await ask(cloud.states, 'GetExecutionHistory', { executionArn: arn, maxResults: 1000 });
  const events: HistoryEvent[] = JSON.parse(JSON.stringify(found['events']));
  return events;
}

export async function typesOf(cloud: Cloud, arn: string): Promise<string[]> {
  return (await historyOf(cloud, arn)).map((event) => event.type);
}

/** A clock that jumps to whatever is slept for, and remembers for how long that would have been. */
export function jumpingClock(): Clock & { readonly slept: number[] } {
  let now = Date.UTC(2026, 0, 1);
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleepUntil(at, signal) {
      // Real work goes first, so that a time limit does not run out at once.
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (signal.aborted) throw new Interrupted();
      if (at > now) {
        slept.push(at - now);
        now = at;
      }
    },
  };
}

import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type FunctionDefinition, functionArn, workerEnvironment } from './definition.ts';
import type { Fault, FromWorker, ToWorker, WorkerSetup } from './messages.ts';

/** JSON text both ways. A failed invocation has `functionError` and a {@link Fault} as its payload. */
export type Outcome = { readonly payload: string; readonly functionError?: 'Unhandled' };

/** One worker thread with one function loaded; it takes one event at a time. */
export type Sandbox = {
  /** False once the thread has ended: after a timeout, an exit or an uncaught error. */
  alive(): boolean;
  /** Megabytes that the thread's heap held after its latest event; 0 before the first. */
  heapMb(): number;
  /** Resolves when the handler is loaded, or cannot be. */
  readonly loaded: Promise<void>;
  run(payload: string, requestId: string, onOutput: (text: string) => void): Promise<Outcome>;
  close(): Promise<void>;
};

/** Bytes that Lambda takes and gives synchronously: 6 MB and the room that AWS leaves for its own envelope. */
export const SYNC_LIMIT_BYTES = 6 * 1024 * 1024;
const RESPONSE_LIMIT_BYTES = SYNC_LIMIT_BYTES + 100;
/** Loading has its own limit, as on AWS; a machine busy with other work may take a while to compile the SDK. */
const LOAD_LIMIT_MS = 30_000;

/** Functions with so little memory do little at once: a small nursery spares some 15 MB for each that waits loaded. */
const SMALL_MB = 1024;
const YOUNG_MB = 4;

const failed = (fault: Fault): Outcome => ({ payload: JSON.stringify(fault), functionError: 'Unhandled' });

export function startSandbox(
  definition: FunctionDefinition,
  options: { readonly endpoint: string; readonly compileCacheDir: string },
): Sandbox {
  const setup: WorkerSetup = {
    entryUrl: pathToFileURL(definition.entry).href,
    exportName: definition.handler.split('.').at(-1) ?? 'handler',
    compileCacheDir: options.compileCacheDir,
  };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    env: workerEnvironment(definition, options.endpoint),
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: {
      maxOldGenerationSizeMb: definition.memoryMb,
      ...(definition.memoryMb <= SMALL_MB ? { maxYoungGenerationSizeMb: YOUNG_MB } : {}),
    },
    workerData: setup,
    name: definition.name,
  });
  let alive = true;
  let heapMb = 0;
  let unloadable: Fault | undefined;
  let output = (_text: string): void => {};
  let settle = (_outcome: Outcome): void => {};
  let fault: Fault | undefined;

  const loaded = Promise.withResolvers<void>();
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'ready') loaded.resolve();
    else if (message.type === 'output') output(message.text);
    else if (message.type === 'returned' || message.type === 'threw') {
      heapMb = message.heapMb;
      settle(message.type === 'returned' ? sized(message.payload) : failed(message.fault));
    } else {
      unloadable = message.fault;
      loaded.resolve();
    }
  });
  worker.on('error', (error: Error & { code?: string }) => {
    fault =
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? { errorType: 'Runtime.OutOfMemory', errorMessage: `more than ${definition.memoryMb} MB were used` }
        : {
            errorType: error.name,
            errorMessage: error.message,
            trace: (error.stack ?? '').split('\n'),
          };
  });
  worker.once('exit', (code) => {
    alive = false;
    const left = fault ?? {
      errorType: 'Runtime.ExitError',
      errorMessage: `Runtime exited with error: exit status ${code}`,
    };
    unloadable ??= left;
    loaded.resolve();
    settle(failed(left));
  });

  return {
    alive: () => alive,
    heapMb: () => heapMb,
    loaded: loaded.promise,
    async run(payload, requestId, onOutput) {
      output = onOutput;
      const slow = timer(LOAD_LIMIT_MS);
      const inTime = await Promise.race([loaded.promise.then(() => true), slow.elapsed]);
      slow.cancel();
      if (inTime === false) return timedOut(requestId, LOAD_LIMIT_MS);
      if (unloadable !== undefined) {
        void worker.terminate();
        return failed(unloadable);
      }
      const limitMs = definition.timeoutSeconds * 1000;
      const clock = timer(limitMs);
      const outcome = new Promise<Outcome>((resolve) => {
        settle = resolve;
        const message: ToWorker = {
          requestId,
          functionArn: functionArn(definition.name),
          payload,
          deadlineMs: Date.now() + limitMs,
        };
        worker.postMessage(message);
      });
      const first = await Promise.race([outcome, clock.elapsed]);
      clock.cancel();
      output = () => {};
      return first === false ? timedOut(requestId, limitMs) : first;
    },
    async close() {
      if (!alive) return;
      const ended = once(worker, 'exit');
      void worker.terminate();
      await ended;
    },
  };

  function timedOut(requestId: string, limitMs: number): Outcome {
    alive = false;
    void worker.terminate();
    const seconds = (limitMs / 1000).toFixed(2);
    return failed({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
    });
  }
}

function sized(payload: string): Outcome {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= RESPONSE_LIMIT_BYTES) return { payload };
  return failed({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`,
  });
}

/** `elapsed` gives false after the time; never anything after `cancel`. */
function timer(ms: number): { readonly elapsed: Promise<false>; cancel(): void } {
  const elapsed = Promise.withResolvers<false>();
  const handle = setTimeout(() => elapsed.resolve(false), ms);
  return { elapsed: elapsed.promise, cancel: () => clearTimeout(handle) };
}

/** Runs in a worker thread: loads one handler and gives it one event at a time, as Lambda's Node runtime does. */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { inspect } from 'node:util';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import type { Fault, FromWorker, ToWorker, WorkerSetup } from './messages.ts';

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only');
const tell = (message: FromWorker): void => port.postMessage(message);

// Through the same port as the results, so that output and result keep their order.
const write = (chunk: unknown, ...rest: unknown[]): boolean => {
  tell({ type: 'output', text: chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : String(chunk) });
  const done = rest.at(-1);
  if (typeof done === 'function') queueMicrotask(() => done());
  return true;
};
process.stdout.write = write;
process.stderr.write = write;

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: (error.stack ?? '').split('\n'),
  };
}

async function load(setup: WorkerSetup): Promise<(event: unknown, context: unknown) => unknown> {
  enableCompileCache(setup.compileCacheDir);
  const loaded: Record<string, unknown> = await import(setup.entryUrl);
  const handler = loaded[setup.exportName];
  if (typeof handler !== 'function') {
    throw Object.assign(new Error(`${setup.entryUrl} exports no function "${setup.exportName}"`), {
      name: 'Runtime.HandlerNotFound',
    });
  }
  if (handler.length >= 3) {
    throw Object.assign(new Error('Node 24 on Lambda knows no handlers with a callback; make it async'), {
      name: 'Runtime.CallbackHandlerDeprecated',
    });
  }
  return (event, context) => handler(event, context);
}

function contextOf({ requestId, functionArn, deadlineMs }: ToWorker): Record<string, unknown> {
  return {
    awsRequestId: requestId,
    invokedFunctionArn: functionArn,
    functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: process.env['AWS_LAMBDA_FUNCTION_VERSION'],
    memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
}

/** What V8 holds for this thread, used or not, and what hangs on it. */
function heapMb(): number {
  const { total_heap_size, external_memory } = getHeapStatistics();
  return Math.round((total_heap_size + external_memory) / 2 ** 20);
}

async function answer(
  handler: (event: unknown, context: unknown) => unknown,
  message: ToWorker,
): Promise<FromWorker> {
  try {
    const result = await handler(JSON.parse(message.payload), contextOf(message));
    return { type: 'returned', payload: JSON.stringify(result) ?? 'null', heapMb: heapMb() };
  } catch (error) {
    write(`${new Date().toISOString()}\t${message.requestId}\tERROR\tInvoke Error\t${inspect(error)}\n`);
    return { type: 'threw', fault: faultOf(error), heapMb: heapMb() };
  }
}

try {
  const handler = await load(workerData);
  port.on('message', (message: ToWorker) => void answer(handler, message).then(tell));
  tell({ type: 'ready' });
  flushCompileCache();
} catch (error) {
  write(`${new Date().toISOString()}\tundefined\tERROR\tInit Error\t${inspect(error)}\n`);
  tell({ type: 'unloadable', fault: faultOf(error) });
}

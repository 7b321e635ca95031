import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { type FunctionDefinition, workerEnvironment } from '#local/lambda/definition.ts';
import { FromContainer } from './messages.ts';

export type Called = {
  readonly outputs: readonly unknown[];
  readonly seconds: number;
  readonly peakBytes: number;
};

/** V8's share of a container's memory; the rest is for code, buffers and stacks. */
const HEAP_SHARE = 0.75;

/**
 * Gives events to so many containers of a function, processes of `memoryMb` each, that stay warm from one event to the
 * next. Throws with the handler's error, when a container ends (V8 ends it when its heap is full), and when one ever
 * held more than its memory.
 */
export async function callAll(
  definition: FunctionDefinition,
  events: readonly unknown[],
  options: { readonly endpoint: string; readonly memoryMb: number; readonly containers: number },
): Promise<Called> {
  const from = performance.now();
  const outputs: unknown[] = [];
  const limit = options.memoryMb * 2 ** 20;
  let peakBytes = 0;
  const waiting = events.entries();
  const work = async (): Promise<void> => {
    const container = start(definition, options);
    try {
      for (const [index, event] of waiting) {
        const answer = await call(container, event);
        if (answer.error !== undefined) throw new Error(answer.error);
        outputs[index] = answer.output;
        peakBytes = Math.max(peakBytes, answer.peakBytes);
        if (peakBytes > limit) throw new Error(`a container held ${Math.round(peakBytes / 2 ** 20)} MiB`);
      }
    } finally {
      container.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.containers, events.length) }, work));
  return { outputs, seconds: (performance.now() - from) / 1000, peakBytes };
}

function start(
  definition: FunctionDefinition,
  { endpoint, memoryMb }: { readonly endpoint: string; readonly memoryMb: number },
): ChildProcess {
  return fork(join(import.meta.dirname, 'container.ts'), [pathToFileURL(definition.entry).href], {
    env: workerEnvironment({ ...definition, memoryMb }, endpoint),
    execArgv: [
      `--max-old-space-size=${Math.floor(memoryMb * HEAP_SHARE)}`,
      '--disable-warning=ExperimentalWarning',
    ],
    // Handlers log every call.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function call(container: ChildProcess, event: unknown): Promise<FromContainer> {
  const stop = new AbortController();
  try {
    const answered = once(container, 'message', { signal: stop.signal }).then(([message]) =>
      FromContainer.parse(message),
    );
    const ended = once(container, 'exit', { signal: stop.signal }).then(([code, signal]): never => {
      throw new Error(`the container ended with ${String(code ?? signal)}`);
    });
    container.send(JSON.parse(JSON.stringify(event)));
    return await Promise.race([answered, ended]);
  } finally {
    stop.abort();
  }
}

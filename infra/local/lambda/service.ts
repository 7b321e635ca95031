import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Service, ServiceError } from '../service.ts';
import type { Store } from '../store.ts';
import { type AsyncFailure, openAsyncQueue } from './async-queue.ts';
import { type FunctionDefinition, functionArn, functionName, refuseReservedKeys } from './definition.ts';
import { openLogFiles } from './log-files.ts';
import { openPool, type Pool } from './pool.ts';
import type { Outcome } from './sandbox.ts';
import { lambdaWire } from './wire.ts';

export type Invoked = Outcome & {
  readonly requestId: string;
  /** What the handler printed, with Lambda's START and REPORT lines. */
  readonly output: string;
};

export interface LambdaService extends Service {
  /** Makes or replaces a function. Throws when its file does not exist or its environment sets reserved keys. */
  define(definition: FunctionDefinition): void;
  definitions(): readonly FunctionDefinition[];
  /** Runs a function on JSON text and waits for its JSON text. Throws a ServiceError when there is no such function. */
  invoke(nameOrArn: string, payload: string): Promise<Invoked>;
  /** Queues an invocation in the caller's open transaction; it runs after the commit, with two retries. */
  invokeLater(nameOrArn: string, payload: string): string;
  /** Starts asynchronous invocations, those that an earlier process left included. */
  start(): void;
  /** True when no asynchronous invocation waits or runs. */
  idle(): boolean;
  failures(): readonly AsyncFailure[];
  close(): Promise<void>;
}

/** Lambda on worker threads. `endpoint` gives the gateway's address, which handlers get as AWS_ENDPOINT_URL. */
export function openLambda(options: {
  readonly store: Store;
  readonly endpoint: () => string;
  /** Start a worker for each function as soon as it is defined. */
  readonly prewarm?: boolean;
  /** Workers that outlive this service; without them it has its own. */
  readonly pool?: Pool | undefined;
}): LambdaService {
  const { store, endpoint } = options;
  const functions = new Map<string, FunctionDefinition & { readonly codeSha256: string }>();
  const logs = openLogFiles(join(store.dataDir, 'logs'));
  const pool =
    options.pool ??
    openPool({
      endpoint,
      compileCacheDir: process.env.NODE_COMPILE_CACHE ?? join(store.dataDir, 'compile-cache'),
    });

  const find = (nameOrArn: string): FunctionDefinition & { readonly codeSha256: string } => {
    const name = functionName(nameOrArn);
    const definition = functions.get(name);
    if (definition === undefined) {
      throw new ServiceError('ResourceNotFoundException', `Function not found: ${functionArn(name)}`, 404);
    }
    return definition;
  };

  const invoke = async (
    nameOrArn: string,
    payload: string,
    requestId: string = randomUUID(),
  ): Promise<Invoked> => {
    const definition = find(nameOrArn);
    if (definition.reservedConcurrency === 0) {
      throw new ServiceError('TooManyRequestsException', `${definition.name} is throttled to 0`, 429);
    }
    let output = '';
    const print = (text: string): void => {
      output += text;
      logs.append(definition.name, text);
    };
    print(`START RequestId: ${requestId} Version: $LATEST\n`);
    const from = performance.now();
    const outcome = await pool.run(definition, payload, requestId, print);
    const elapsedMs = (performance.now() - from).toFixed(2);
    if (outcome.functionError !== undefined) print(`${outcome.payload}\n`);
    print(
      `REPORT RequestId: ${requestId}\tDuration: ${elapsedMs} ms\tMemory Size: ${definition.memoryMb} MB\n`,
    );
    return { ...outcome, requestId, output };
  };

  const queue = openAsyncQueue(store, invoke);
  const service: LambdaService = {
    name: 'lambda',
    define(definition) {
      refuseReservedKeys(definition);
      const codeSha256 = createHash('sha256').update(readFileSync(definition.entry)).digest('base64');
      const changed = functions.has(definition.name);
      functions.set(definition.name, { ...definition, codeSha256 });
      if (changed) void pool.retire(definition.name);
      if (options.prewarm === true) pool.prewarm(definition);
    },
    definitions: () => [...functions.values()],
    invoke: (nameOrArn, payload) => invoke(nameOrArn, payload),
    invokeLater: (nameOrArn, payload) => queue.add(find(nameOrArn).name, payload),
    start: () => queue.start(),
    idle: () => queue.idle(),
    failures: () => queue.failures(),
    async close() {
      queue.close();
      if (options.pool === undefined) await pool.close();
      await logs.close();
    },
    handle: (request) => lambdaWire(service, find)(request),
  };
  return service;
}

import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { LOCK_FILES, lockDataDir } from './data-lock.ts';
import { type Gateway, serve, type Tally } from './gateway.ts';
import type { Pool } from './lambda/pool.ts';
import { PLACE } from './service.ts';
import { type CloudFailure, failuresOf } from './failures.ts';
import { buildersOf, onTheWire, openServices, type Services } from './services.ts';
import { openStore } from './store.ts';
import { loadAssembly } from './template/assembly.ts';
import { buildStacks, type InertResource } from './template/build.ts';
import { synthesize } from './template/synthesize.ts';

const REPOSITORY = join(import.meta.dirname, '../..');
/** What the template is made from; all of functions/, as constructs may read names and settings there. */
const INPUTS = ['infra', 'workflows', 'functions', 'schemas', 'cdk.json', 'package-lock.json'];
const CdkJson = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

export type CloudOptions = {
  /** Holds all state; made when it is not there. One cloud at a time works in it. */
  readonly dataDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Empty the data directory first. */
  readonly fresh?: boolean;
  /** A cloud assembly to build instead of synthesizing the app. */
  readonly assemblyDir?: string;
  /** Folder of the app, of cdk.json and of the handlers. */
  readonly repository?: string;
  /** Load every function's worker and the query engine at the start, so that the first event finds them warm. */
  readonly prewarm?: boolean;
  /** Workers of an earlier cloud, at the same address and from the same template: it is as with warm containers on AWS. */
  readonly pool?: Pool;
  readonly log?: (line: string) => void;
  /** Counts requests, for a load test. */
  readonly tally?: Tally;
};

export type Cloud = Services & {
  readonly url: string;
  readonly port: number;
  /** Environment in which any AWS client reaches this cloud. */
  readonly environment: Readonly<Record<string, string>>;
  /** The stacks' outputs; also in `<dataDir>/outputs.json`. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Resources of the template that have no effect here, each with the reason. */
  readonly inert: readonly InertResource[];
  /** Resolves when no event waits, no asynchronous invocation or query runs, and every execution has ended or waits for a person. */
  idle(): Promise<void>;
  failures(): readonly CloudFailure[];
  close(): Promise<void>;
};

/**
 * Opens the embedded cloud: takes the data directory, opens the services and the gateway, builds the template's
 * resources, takes up the executions that an earlier process left, then the events. The process should set
 * `UV_THREADPOOL_SIZE` before anything else runs: four DuckDB queries would hold all of Node's own four threads.
 * Throws PortTaken, DataDirTaken, and errors that name what of the template cannot be built.
 */
export async function openCloud(options: CloudOptions): Promise<Cloud> {
  const { dataDir, repository = REPOSITORY, log = () => {} } = options;
  // Lambda runs in UTC, and a worker thread has no time zone of its own.
  process.env['TZ'] = 'UTC';
  const closers: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    closers.push(lockDataDir(dataDir));
    if (options.fresh === true) empty(dataDir);
    // The app's process works beside this one while the services open.
    const assembly = options.assemblyDir ?? join(dataDir, 'assembly');
    const synthesized =
      options.assemblyDir === undefined ? synthesizeApp(repository, assembly) : Promise.resolve();
    // Its failure is told of below; an earlier one must wait for it, as it writes into the directory.
    const settled = synthesized.catch(() => {});
    closers.push(() => settled);

    const store = openStore(dataDir);
    closers.push(() => store.close());
    let url = '';
    const services = openServices({
      store,
      url: () => url,
      prewarm: options.prewarm ?? false,
      pool: options.pool,
      log,
    });
    const { lambda, events, states, athena } = services;
    let gateway: Gateway | undefined;
    // Closed from the last to the first: nothing starts anew, then handlers end, then what they speak to.
    closers.push(
      () => athena.close(),
      () => gateway?.close(),
      () => lambda.close(),
      async () => {
        states.close();
        await states.idle();
      },
      () => events.close(),
    );
    gateway = await serve({
      services: onTheWire(services),
      port: options.port,
      log,
      ...(options.tally === undefined ? {} : { tally: options.tally }),
    });
    url = gateway.url;

    await synthesized;
    const { outputs, inert } = await buildStacks(loadAssembly(assembly), buildersOf(services, repository));
    writeOutputs(dataDir, outputs);
    states.resume();
    athena.start();
    lambda.start();
    events.start();
    if (options.prewarm === true)
      void athena.warm().catch((error: unknown) => log(`athena: ${String(error)}`));

    return {
      ...services,
      url,
      port: gateway.port,
      environment: {
        AWS_ENDPOINT_URL: url,
        AWS_REGION: PLACE.region,
        AWS_ACCESS_KEY_ID: 'embedded',
        AWS_SECRET_ACCESS_KEY: 'embedded',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      outputs,
      inert,
      async idle() {
        for (;;) {
          await states.idle();
          // An event starts its execution in the transaction that removes it, so nothing slips between the two.
          if (events.idle() && lambda.idle() && athena.idle()) return;
          await sleep(20);
        }
      },
      failures: () => failuresOf(services),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function synthesizeApp(repository: string, outDir: string): Promise<void> {
  const { context } = CdkJson.parse(JSON.parse(readFileSync(join(repository, 'cdk.json'), 'utf8')));
  await synthesize({
    appFile: join(repository, 'infra/app.ts'),
    // The embedded cloud is one place, whichever region a municipality deploys to.
    context: { ...context, region: PLACE.region },
    outDir,
    repository,
    inputs: INPUTS,
  });
}

/** Not state: made again from the repository's files whenever those change. */
const DERIVED = new Set(['assembly', 'assembly.compile-cache', 'compile-cache']);

function empty(dataDir: string): void {
  for (const entry of readdirSync(dataDir)) {
    if (!LOCK_FILES.has(entry) && !DERIVED.has(entry)) rmSync(join(dataDir, entry), { recursive: true });
  }
}

function writeOutputs(dataDir: string, outputs: Readonly<Record<string, string>>): void {
  const file = join(dataDir, 'outputs.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(outputs, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

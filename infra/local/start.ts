import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Cloud, openCloud } from './cloud.ts';
import { LOCK_FILES } from './data-lock.ts';
import { type Clients, openClients, required } from './main-job/clients.ts';
import { runMainJob } from './main-job/main-job.ts';
import { showProgress } from './main-job/progress.ts';
import { sampleOf } from './main-job/sample-state.ts';
import { nextCommands, printSummary } from './main-job/summary.ts';
import { parseOptions, type StartOptions, USAGE } from './options.ts';

/** `npm start`: opens the embedded cloud, runs the main job on a sample municipality, and serves. Returns the exit code. */
export async function start(args: readonly string[]): Promise<number> {
  let options: StartOptions;
  try {
    options = parseOptions(args);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const dataDir = resolve(options['data-dir']);
  let cloud: Cloud;
  try {
    refuseForeignDirectory(dataDir);
    cloud = await openCloud({
      dataDir,
      port: options.port,
      fresh: options.fresh,
      // Nobody waits at the door of a run that ends: each function is loaded when it is first called, if it is.
      prewarm: !options.once,
      log: (line) => process.stderr.write(`${line}\n`),
    });
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    return 1;
  }
  const stopped = stopSignal();
  // What failed in an earlier run on this directory was told then.
  const toldBefore = cloud.failures().length;
  try {
    process.stdout.write(
      `The embedded cloud listens on ${cloud.url}; everything is kept in ${options['data-dir']}\n`,
    );
    if (options.verbose)
      for (const each of cloud.inert)
        process.stdout.write(`  no effect here: ${each.type} ${each.logicalId}: ${each.reason}\n`);
    const clients = openClients(cloud.environment, cloud.outputs);
    try {
      await Promise.race([work(options, dataDir, cloud, clients), stopped.then(() => {})]);
    } catch (error) {
      process.stderr.write(`${messageOf(error)}\n`);
      return 1;
    }
    if (options.once && !stopped.happened()) {
      await cloud.idle();
      return reportFailures(cloud, toldBefore);
    }
    process.stdout.write('\nServing until Ctrl-C.\n');
    await stopped;
    return 0;
  } finally {
    await cloud.close();
  }
}

async function work(options: StartOptions, dataDir: string, cloud: Cloud, clients: Clients): Promise<void> {
  const cutOff = await clients.executions(required(cloud.outputs, 'IngestStateMachineArn'), 'RUNNING');
  if (cutOff > 0) process.stdout.write(`${cutOff} executions were cut off and are taken up\n`);
  await cloud.idle();
  if (!options['no-sample']) {
    const sample = sampleOf(dataDir, {
      residents: options.residents,
      seed: options.seed,
      today: new Date().toISOString().slice(0, 10),
    });
    const progress = showProgress(cloud.states, process.stdout);
    try {
      await runMainJob({ sample, cloud, clients, progress, dataDir });
    } finally {
      progress.end();
    }
  }
  await printSummary(clients, cloud, process.stdout);
  if (!options.once) nextCommands(cloud, process.stdout);
}

function reportFailures(cloud: Cloud, toldBefore: number): number {
  const failures = cloud.failures().slice(toldBefore);
  for (const failure of failures)
    process.stderr.write(`${failure.kind} ${failure.name} failed: ${failure.cause}\n`);
  return failures.length === 0 ? 0 : 1;
}

/** `--fresh` empties the directory, and every start writes into it: only one that is empty or our own will do. */
function refuseForeignDirectory(dataDir: string): void {
  if (!existsSync(dataDir) || existsSync(join(dataDir, 'cloud.sqlite'))) return;
  const others = readdirSync(dataDir).filter((name) => !LOCK_FILES.has(name));
  if (others.length > 0)
    throw new RangeError(
      `${dataDir} holds other things than a Verband; name an empty or a new directory with --data-dir`,
    );
}

function stopSignal(): Promise<void> & { happened(): boolean } {
  let happened = false;
  const promise = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        happened = true;
        done();
      });
    }
  });
  return Object.assign(promise, { happened: () => happened });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

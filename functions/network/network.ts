import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Catalog, Lake, ObjectStore, Registry } from '#ports';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Failure } from '#schemas/failures.ts';
import { NetworkRun, networkRunKey } from '#schemas/network.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { PublishedVersion, TableFiles } from '#schemas/version.ts';
import { carryOver } from './carry-over.ts';
import { changedTies } from './changed-ties.ts';
import { computeNetwork } from './compute-network.ts';
import { daysBetween } from './days-between.ts';
import { TIE_RULES } from './tie-rules.ts';

export const NetworkInput = z.strictObject({ version: z.int().min(1) });
export type NetworkInput = z.infer<typeof NetworkInput>;

export type NetworkOutput = {
  readonly outcome: 'computed' | 'carried' | 'stale';
  readonly version: number;
  /** The version's network tables, for the score step to publish. */
  readonly files: readonly TableFiles[];
};

export type NetworkPorts = {
  readonly lake: Lake;
  readonly objects: Pick<ObjectStore, 'read' | 'write'>;
  readonly registry: Pick<Registry, 'pointer' | 'version' | 'versions'>;
  readonly catalog: Pick<Catalog, 'registerVersion'>;
};

/** What a result rests on beside the ties: another release may weigh them otherwise. */
const RULES = createHash('sha256')
  .update(canonicalJson({ rules: TIE_RULES, settings: SETTINGS.network }))
  .digest('hex')
  .slice(0, 16);

/**
 * Communities, brokers, paths between raids and what changed of late, as whole tables that
 * patterns can join; the pointer `judged` flips later, with the scores. A version that changed no tie takes over what
 * the last one had. `stale` when a newer version is linked or judged: its own execution does this.
 * Repeatable: equal rows lie at the same place. Throws Failure('NotFound') for a version that is not linked.
 */
export async function network({ version }: NetworkInput, ports: NetworkPorts): Promise<NetworkOutput> {
  const { registry, catalog } = ports;
  const pointer = await registry.pointer('linked');
  const judged = await registry.pointer('judged');
  if ((pointer && pointer.version > version) || (judged && judged.version > version))
    return { outcome: 'stale', version, files: [] };
  const linked = await registry.version('linked', version);
  if (!pointer || !linked) throw new Failure('NotFound', `version ${version} is not linked`);

  const done = await readRun(version, ports);
  const run = done?.rules === RULES ? done : await newRun(linked, pointer, judged?.version, ports);
  // Patterns are bound to the version, not to the pointer: its tables must be known before they start.
  await catalog.registerVersion(version, run.files);
  return { outcome: run.computed === version ? 'computed' : 'carried', version, files: run.files };
}

async function newRun(
  linked: PublishedVersion,
  pointer: Parameters<Registry['versions']>[0],
  judged: number | undefined,
  ports: NetworkPorts,
): Promise<NetworkRun> {
  const { version, as_of } = linked;
  const { lake, registry, objects } = ports;
  const versions = await registry.versions(pointer);
  const before = judged === undefined ? undefined : await readRun(judged, ports);
  const canCarry =
    before?.rules === RULES &&
    Math.abs(daysBetween(before.as_of, as_of)) <= SETTINGS.network.carriedDays &&
    !(await changedTies(lake, versions, before.version));
  const run =
    before && canCarry
      ? { ...before, version, files: await carryOver(before, linked, ports) }
      : {
          version,
          computed: version,
          as_of,
          rules: RULES,
          files: await computeNetwork(linked, versions, before, { lake, rules: RULES }),
        };
  await objects.write(networkRunKey(version), canonicalJson(run), 'application/json');
  return run;
}

/** Undefined for a version that was judged before networks were computed. */
async function readRun(version: number, { objects }: NetworkPorts): Promise<NetworkRun | undefined> {
  try {
    const bytes = await objects.read(networkRunKey(version));
    return NetworkRun.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    if (error instanceof Failure && error.name === 'ObjectMissing') return undefined;
    throw error;
  }
}

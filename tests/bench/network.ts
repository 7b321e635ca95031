import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { parquetLake } from '#adapters/lake.ts';
import { brokersOf } from '#network/brokers.ts';
import { communitiesOf } from '#network/communities.ts';
import { network } from '#network/network.ts';
import { networkGraph } from '#network/network-graph.ts';
import { raidPaths } from '#network/raid-paths.ts';
import { readTies } from '#network/read-ties.ts';
import { Failure } from '#schemas/failures.ts';
import { PublishedVersion } from '#schemas/version.ts';
import { folderObjects } from './folder-objects.ts';
import { writeTown } from './network-town.ts';
import { memoryRegistry } from '#tests/functions/memory-ports.ts';

/**
 * What the network step costs: a made-up town on disk, then the step in a process of its own with as much memory as the
 * Lambda has, on one thread. Prints its parts, the whole with the peak of memory, and a version that changes no tie.
 */
const { values } = parseArgs({
  options: {
    relations: { type: 'string', default: '1000000' },
    town: { type: 'string', default: 'whole' },
    memory: { type: 'string', default: '3008' },
    measure: { type: 'string' },
    part: { type: 'string' },
  },
});
const say = (text: string): void => void process.stdout.write(`${text}\n`);

if (values.measure !== undefined) await measure(values.measure, values.part === 'phases');
else await main(Number(values.relations), values.town === 'ties' ? 'ties' : 'whole');

async function main(relations: number, kind: 'whole' | 'ties'): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'network-'));
  try {
    const versions = await writeTown(folder, relations, kind);
    writeFileSync(join(folder, 'versions.json'), JSON.stringify(versions));
    const [relationRows, entityRows] = ['relations', 'entities'].map(
      (table) => versions[0]?.files.find((files) => files.table === table)?.rows ?? 0,
    );
    say(
      `town “${kind}”: ${relationRows} relations, ${entityRows} entities; load ${loadavg()[0]?.toFixed(1)}`,
    );
    for (const part of ['phases', 'whole']) {
      const own = ['--measure', folder, '--part', part];
      const flags = ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${values.memory}`];
      const { status } = spawnSync(process.execPath, [...flags, import.meta.filename, ...own], {
        stdio: 'inherit',
      });
      if (status !== 0) throw new Error(`measuring ended with ${status}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(folder: string, phases: boolean): Promise<void> {
  const versions = z
    .array(PublishedVersion)
    .parse(JSON.parse(readFileSync(join(folder, 'versions.json'), 'utf8')));
  const objects = folderObjects(folder);
  const lake = parquetLake(objects);
  if (phases) {
    const first = versions.slice(0, 1);
    const ties = await timed('read', async () => readTies(lake, first, first[0]?.as_of ?? ''));
    say(`    ${ties.left.length} ties of ${ties.ids.length} entities, ${ties.raids.size} raids`);
    const graph = await timed('graph', async () => networkGraph(ties));
    say(`    ${graph.edges.left.length} edges of ${graph.ids.length} nodes`);
    const communities = await timed('communities', async () => communitiesOf(graph));
    const sizes = communities.map((members) => members.length).sort((a, b) => b - a);
    say(`    ${communities.length} communities, the largest of ${sizes.slice(0, 5).join(', ')} members`);
    const brokers = await timed('brokers', async () => brokersOf(graph, communities));
    say(`    ${brokers.length} brokers`);
    const paths = await timed('paths', async () => raidPaths(graph));
    say(`    ${paths.length} paths`);
    return;
  }
  const linked: PublishedVersion[] = [];
  const registry = memoryRegistry(linked);
  for (const published of versions) {
    linked.push(published);
    const { version } = published;
    const ports = {
      lake,
      registry,
      objects: { ...objects, read: async (key: string) => objects.read(key).catch(refuseMissing) },
      catalog: { registerVersion: async () => {} },
    };
    const output = await timed(`version ${version}`, async () => network({ version }, ports));
    await registry.judge({ ...published, files: [...output.files] });
    say(`    ${output.outcome}: ${output.files.map(({ table, rows }) => `${table} ${rows}`).join(' · ')}`);
  }
  say(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
}

async function timed<Result>(what: string, run: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  const cpu = process.cpuUsage();
  const result = await run();
  const spent = process.cpuUsage(cpu);
  const seconds = ((performance.now() - began) / 1000).toFixed(2);
  say(
    `${what.padEnd(14)}${seconds.padStart(7)} s, processor ${((spent.user + spent.system) / 1e6).toFixed(2)} s`,
  );
  return result;
}

/** A folder says it in its own words. */
function refuseMissing(cause: unknown): never {
  throw new Failure('ObjectMissing', 'there is no such object', { cause });
}

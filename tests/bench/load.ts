import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { required } from '#local/main-job/clients.ts';
import { makeMunicipality } from '#local/sample/municipality.ts';
import { openTown } from '#tests/e2e/open-town.ts';
import { functionTimes } from './load/function-times.ts';
import { readHistories } from './load/histories.ts';
import type { Usage } from '#infra/cost/usage.ts';

/**
 * All files of a town at once, one of each source: wall time, memory, and what it took of each service. `--out` keeps the
 * counts, which `npm run cost` goes by.
 */
const { values } = parseArgs({
  options: {
    residents: { type: 'string', default: '160000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const LOOK_MS = 500;
const dataDir = mkdtempSync(join(tmpdir(), 'verband-load-'));
const requests: Record<string, { count: number; bytes: number }> = {};
const town = await openTown(dataDir, {
  tally: (service, operation, bytes) => {
    const each = (requests[`${service}:${operation}`] ??= { count: 0, bytes: 0 });
    each.count += 1;
    each.bytes += bytes;
  },
});
let peakRss = 0;
const looking = setInterval(() => (peakRss = Math.max(peakRss, rssOfTree())), LOOK_MS);
try {
  const municipality = makeMunicipality({
    residents: Number(values.residents),
    seed: Number(values.seed),
    today: '2026-10-15',
  });
  // The last file of each source: one state of everything, dropped together.
  const latest = new Map(
    [...municipality.history.flat(), ...municipality.secondDelivery].map((file) => [
      file.key.split('/')[0] ?? '',
      file,
    ]),
  );
  const began = performance.now();
  await Promise.all([...latest.values()].map(async (file) => town.clients.drop(file.key, file.body)));
  await town.cloud.idle();
  const seconds = (performance.now() - began) / 1000;
  clearInterval(looking);
  const [counted] = await town.clients.query(
    'SELECT sum(rows_read) AS rows_read, count(*) AS files FROM deliveries',
  );
  const [kept] = await town.clients.query('SELECT count(*) AS records FROM members');
  const usage: Usage = {
    records: Number(kept?.records),
    rows: Number(counted?.rows_read),
    files: Number(counted?.files),
    seconds,
    peakRssMb: Math.round(peakRss / 1e6),
    functions: functionTimes(dataDir),
    requests: { ...requests },
    queries: requests['athena:StartQueryExecution']?.count ?? 0,
    ...(await readHistories(town.cloud.environment, required(town.cloud.outputs, 'IngestStateMachineArn'))),
    lakeBytes: bytesUnder(town.cloud.s3.treePath(required(town.cloud.outputs, 'LakeBucket'))),
    dropBytes: [...latest.values()].reduce((sum, { body }) => sum + body.byteLength, 0),
  };
  process.stdout.write(`${JSON.stringify(usage, null, 2)}\n`);
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(usage, null, 2)}\n`);
} finally {
  clearInterval(looking);
  await town.cloud.close();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Memory of this process and all below it, in bytes. Linux. */
function rssOfTree(): number {
  const parents = new Map<number, { parent: number; rss: number }>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const text = readFileSync(`/proc/${entry}/status`, 'utf8');
      const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
      parents.set(Number(entry), { parent: field('PPid'), rss: field('VmRSS') * 1024 });
    } catch {
      // Ended meanwhile.
    }
  }
  const isOurs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)?.parent)
      if (at === process.pid) return true;
    return false;
  };
  return [...parents].reduce((sum, [pid, { rss }]) => sum + (isOurs(pid) ? rss : 0), 0);
}

function bytesUnder(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesUnder(path) : statSync(path).size);
  }, 0);
}

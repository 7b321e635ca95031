import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type Item, priceLoad, sumOf } from './cost/price-load.ts';
import { priceStanding, type ResourceCounts } from './cost/price-standing.ts';
import { PRICES } from './cost/prices.ts';
import { Usage } from './cost/usage.ts';
import { synthesize } from './local/template/synthesize.ts';

const USAGE_TEXT = `npm run cost -- [--records N] [--loads N] [--users N] [--usage FILE]

What the deployed system costs: per million rows, and per year for a size. Requests were counted on the embedded cloud
(npm run bench:load -- --out FILE), resources are those of the synthesized stacks, prices the dated table in infra/cost.

  --records N    records kept (1,000,000)
  --loads N      how often a year that many rows come in (12)
  --users N      people who log in each month (50)
  --usage FILE   counts of another load than infra/cost/counted.json
`;

const ROOT = join(import.meta.dirname, '..');
const MILLION = 1e6;

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000' },
    loads: { type: 'string', default: '12' },
    users: { type: 'string', default: '50' },
    usage: { type: 'string', default: join(import.meta.dirname, 'cost', 'counted.json') },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(USAGE_TEXT);
else {
  const usage = Usage.parse(JSON.parse(readFileSync(values.usage, 'utf8')));
  const [records, loads, users] = [values.records, values.loads, values.users].map(Number);
  if (!records || !loads || users === undefined || !Number.isFinite(records * loads * (users + 1)))
    throw new RangeError('--records, --loads and --users are numbers above 0');
  const load = priceLoad(usage);
  const perMillion = (sumOf(load) * MILLION) / usage.rows;
  const standing = priceStanding(await resources(), { records, users }, usage);
  table(`A load of ${usage.rows.toLocaleString('en')} rows in ${usage.files} files`, load);
  table(`Each month, ${records.toLocaleString('en')} records kept, ${users} people`, standing);
  process.stdout.write(`\nper million rows   ${dollars(perMillion)}\n`);
  process.stdout.write(
    `per year           ${dollars(sumOf(standing) * 12 + perMillion * (records / MILLION) * loads)} (${loads} loads of ${records.toLocaleString('en')} rows, and what stands)\n`,
  );
  process.stdout.write(`prices of ${PRICES.region} as of ${PRICES.asOf}\n`);
}

async function resources(): Promise<ResourceCounts> {
  const folder = mkdtempSync(join(tmpdir(), 'verband-cost-'));
  try {
    const { context } = z
      .object({ context: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')));
    const assembly = join(folder, 'assembly');
    await synthesize({
      appFile: join(ROOT, 'infra/app.ts'),
      repository: ROOT,
      outDir: assembly,
      context,
      inputs: ['infra', 'functions', 'schemas', 'workflows', 'cdk.json'],
    });
    const counts: Record<string, number> = {};
    for (const file of readdirSync(assembly).filter((name) => name.endsWith('.template.json'))) {
      const { Resources } = z
        .object({ Resources: z.record(z.string(), z.object({ Type: z.string() })) })
        .parse(JSON.parse(readFileSync(join(assembly, file), 'utf8')));
      for (const { Type } of Object.values(Resources)) counts[Type] = (counts[Type] ?? 0) + 1;
    }
    return counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function table(title: string, items: readonly Item[]): void {
  process.stdout.write(`${title}\n`);
  for (const { what, amount, dollars: each } of items)
    process.stdout.write(
      `  ${what.padEnd(36)}${amount.toLocaleString('en', { maximumSignificantDigits: 4 }).padStart(14)}  ${dollars(each)}\n`,
    );
  process.stdout.write(`  ${''.padEnd(50)}  ${dollars(sumOf(items))}\n`);
}

function dollars(amount: number): string {
  return `$${amount.toFixed(4).padStart(10)}`;
}

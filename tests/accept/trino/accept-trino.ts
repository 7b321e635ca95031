import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadLibrary } from '#detect/library.ts';
import { pin } from '#detect/pin.ts';
import { viewsOf } from '#infra/constructs/lake-tables.ts';
import { required } from '#local/main-job/clients.ts';
import { openTown, runSample, type Town } from '#tests/e2e/open-town.ts';
import { type Checks, expect, openChecks } from '../checks.ts';
import { expectSameRows } from './same-rows.ts';
import { askTrino } from './trino-client.ts';
import { startTrino } from './trino-server.ts';
import { type Lake, registerLake } from './trino-tables.ts';

/**
 * `npm run accept:trino`: every pattern and every view on a real Trino over the same Parquet, through the same S3, with the
 * same rows as on the embedded engine; and that a version's filter reads that version's partitions only.
 */
const { values } = parseArgs({
  options: {
    residents: { type: 'string', default: '1200' },
    port: { type: 'string', default: '8099' },
    folder: { type: 'string', default: join('.verband', 'accept-trino') },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const checks = openChecks(say);
const dataDir = mkdtempSync(join(tmpdir(), 'verband-trino-'));
const town = await openTown(dataDir);
try {
  await runSample(town, { residents: Number(values.residents), seed: 11, today: '2026-10-15' });
  const lake: Lake = {
    environment: town.cloud.environment,
    bucket: required(town.cloud.outputs, 'LakeBucket'),
    databases: {
      analysis: required(town.cloud.outputs, 'AthenaDatabase'),
      restricted: required(town.cloud.outputs, 'AthenaRestrictedDatabase'),
    },
  };
  mkdirSync(values.folder, { recursive: true });
  const trino = await startTrino({
    folder: join(process.cwd(), values.folder),
    port: Number(values.port),
    s3: required(town.cloud.environment, 'AWS_ENDPOINT_URL'),
    region: required(town.cloud.environment, 'AWS_REGION'),
    metastoreBucket: lake.bucket,
  });
  try {
    await acceptTrino(trino.url, town, lake, checks);
  } finally {
    await trino.close();
  }
} finally {
  await town.cloud.close();
  rmSync(dataDir, { recursive: true, force: true });
}
say(`${checks.held()} checks hold, ${checks.failed()} do not`);
process.exitCode = checks.failed() === 0 ? 0 : 1;

async function acceptTrino(trino: string, { clients }: Town, lake: Lake, checked: Checks): Promise<void> {
  const onTrino = async (sql: string) => askTrino(trino, sql, lake.databases.analysis);
  const same = async (sql: string): Promise<string> => {
    const athena = (await clients.query(sql)).map((row) => Object.values(row));
    const { rows } = await onTrino(sql);
    expectSameRows(athena, rows);
    return `${rows.length} rows`;
  };
  if (!(await checked.check('the lake is known to Trino', async () => registerLake(trino, lake)))) return;

  for (const view of viewsOf(lake.databases))
    await checked.check(`view ${view.schema}.${view.name}`, async () =>
      same(`SELECT ${view.columns.map((column) => column.name).join(', ')} FROM ${view.schema}.${view.name}`),
    );
  const [clock] = await clients.query('SELECT version, CAST(as_of AS varchar) AS as_of FROM clock');
  const [pointer] = await clients.query("SELECT base FROM pointers WHERE name = 'linked'");
  const at = {
    version: Number(clock?.version),
    base: Number(pointer?.base),
    asOf: clock?.as_of ?? '',
  };
  for (const { dossier, sql } of loadLibrary()) {
    await checked.check(`pattern ${dossier.id}, pinned to version ${at.version}`, async () =>
      same(pin(sql, at)),
    );
    await checked.check(`pattern ${dossier.id}, at the pointer`, async () => same(sql));
  }
  await checked.check('the filter on versions prunes partitions', async () => {
    const rows = async (where: string) => {
      const { stats } = await onTrino(
        `SELECT count(content_hash) FROM ${lake.databases.restricted}.records_history ${where}`,
      );
      return stats;
    };
    const all = await rows('');
    const one = await rows(`WHERE version = ${at.version}`);
    const none = await rows('WHERE version = 1000000');
    expect(all.processedRows > one.processedRows, `of ${all.processedRows} rows all were read`);
    expect(none.processedRows === 0, `a version that is not there read ${none.processedRows} rows`);
    return `${one.processedRows} of ${all.processedRows} rows, ${one.physicalInputBytes} of ${all.physicalInputBytes} bytes were read for one version`;
  });
  await checked.check('a pinned pattern reads no version after its own', async () => {
    const { rows } = await onTrino(
      `EXPLAIN (TYPE IO, FORMAT JSON) ${pin(loadLibrary()[0]?.sql ?? '', { ...at, version: at.version - 1 })}`,
    );
    const plan = String(rows[0]?.[0]);
    expect(/"columnName"\s*:\s*"version"/.test(plan), 'the plan constrains no version');
    return 'the plan constrains the column version';
  });
}

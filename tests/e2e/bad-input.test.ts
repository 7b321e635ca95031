import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { ReasonCount } from '#schemas/delivery.ts';
import { persons, report, reports } from './bad-input/bad-file.ts';
import { BAD_ROWS } from './bad-input/bad-rows.ts';
import { BAD_FILES } from './bad-input/whole-files.ts';
import { stopJudging } from './judging.ts';
import { dropAndWait, openTown, type Town } from './town.ts';

type Row = Readonly<Record<string, string | null>>;

/** Every file may be dropped at the same time as the others. */
const ALL = [...BAD_FILES, ...BAD_ROWS];

vi.setConfig({ testTimeout: 90_000 });

let town: Town;
let s3: S3Client;
let before: readonly Row[];
let deliveries: readonly Row[];
let rejects: readonly Row[];
let subjects: readonly Row[];

const records = async (columns: string, where: string) =>
  town.clients.query(
    `SELECT ${columns} FROM "${town.cloud.outputs.AthenaRestrictedDatabase}".records WHERE ${where}`,
  );
/** What stood before the bad files came; a content that is said again keeps the delivery that said it first. */
const bystanders = async () =>
  records(
    'record_id, delivery_id, line, valid_to, content_hash',
    "description = 'bystander' OR surname IN ('Visser', 'Bakker') OR street = 'Molenweg' AND house_number IN (4, 5) ORDER BY record_id",
  );

beforeAll(async () => {
  town = await openTown();
  await stopJudging(town);
  s3 = new S3Client({
    endpoint: town.cloud.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
    forcePathStyle: true,
  });
  await town.clients.drop('brp/2026-04-01.csv', Buffer.from(persons()));
  await dropAndWait(town, 'reports/before.csv', reports(report('before', 'bystander')));
  before = await bystanders();
  await Promise.all(
    ALL.map(async ({ key, body }) =>
      town.clients.drop(key, typeof body === 'string' ? Buffer.from(body) : body),
    ),
  );
  await town.cloud.idle();
  deliveries = await town.clients.query('SELECT * FROM deliveries');
  rejects = await town.clients.query('SELECT * FROM rejects ORDER BY line');
  subjects = await records(
    'delivery_id, coalesce(description, surname, street) AS says',
    "role = 'subject' ORDER BY line",
  );
}, 300_000);
afterAll(async () => {
  await town.cloud.close();
});

const ofKey = (key: string): Row => {
  const found = deliveries.filter((each) => each.object_key === key);
  if (found.length !== 1 || !found[0]) throw new Error(`${key} has ${found.length} entries in the log`);
  return found[0];
};

/** A person who reads it knows what to do next. */
const SAYS_WHAT_TO_DO = /\b(deliver|correct|drop|write|format|needs?)\b/;

describe('bad files, all at once', () => {
  it.each(ALL)('$what', async (bad) => {
    const delivery = ofKey(bad.key);
    const [read, accepted] = bad.rows;
    expect(delivery).toMatchObject({
      status: bad.status,
      rows_read: String(read),
      rows_accepted: String(accepted),
      rows_rejected: String(read - accepted),
    });

    const reasons = z.array(ReasonCount).parse(JSON.parse(delivery.reasons ?? '[]'));
    const codes: Record<string, number> = {};
    for (const { code, count } of reasons) codes[code] = (codes[code] ?? 0) + count;
    expect(codes).toEqual(bad.codes);

    const turnedAway = rejects.filter((each) => each.delivery_id === delivery.delivery_id);
    expect(turnedAway.map((each) => `${each.line} ${each.column_name ?? '-'} ${each.reason}`)).toEqual(
      bad.rejects ?? [],
    );
    for (const message of turnedAway.map((each) => each.message)) expect(message).toMatch(SAYS_WHAT_TO_DO);
    if (read === 0) expect(reasons[0]?.message).toMatch(SAYS_WHAT_TO_DO);

    // A row that says what an earlier delivery said stays with that one.
    const says = subjects
      .filter((each) => each.delivery_id === delivery.delivery_id)
      .map((each) => each.says);
    const known = bad.key.startsWith('brp/') ? ['Visser', 'Bakker'] : [];
    expect(says).toEqual((bad.good ?? []).filter((each) => !known.includes(each)));
  });

  it.each(ALL)('the original stays: $what', async ({ key, body }) => {
    const kept = await s3.send(new GetObjectCommand({ Bucket: town.cloud.outputs.DropBucket, Key: key }));
    const bytes = await kept.Body?.transformToByteArray();
    expect(Buffer.from(bytes ?? []).equals(typeof body === 'string' ? Buffer.from(body) : body)).toBe(true);
  });

  it('disturb nothing else, and no execution fails', async () => {
    expect(before).toHaveLength(5);
    expect(await bystanders()).toEqual(before);
    expect(town.cloud.failures()).toEqual([]);
    expect(deliveries).toHaveLength(ALL.length + 2);
  });
});

const put = async (key: string, body: string): Promise<void> => {
  await s3.send(new PutObjectCommand({ Bucket: town.cloud.outputs.DropBucket, Key: key, Body: body }));
};
const statusesOf = async (prefix: string): Promise<readonly string[]> => {
  const found = await town.clients.query(
    `SELECT object_key, status FROM deliveries WHERE object_key LIKE '${prefix}%' ORDER BY received_at, status`,
  );
  return found.map((each) => `${each.object_key?.slice(prefix.length)} ${each.status}`);
};
const saidBy = async (number: string): Promise<readonly (string | null | undefined)[]> => {
  const found = await records('description', `description LIKE '${number} %' ORDER BY description`);
  return found.map((each) => each.description);
};

describe('repeats', () => {
  it('take a content once, also under another name, and again after another (A → B → A)', async () => {
    const [first, other] = [reports(report('rep', 'rep A')), reports(report('rep', 'rep B'))];
    await put('reports/rep/one.csv', first);
    await town.cloud.idle();
    await Promise.all([put('reports/rep/one.csv', first), put('reports/rep/two.csv', first)]);
    await town.cloud.idle();
    expect([...(await statusesOf('reports/rep/'))].toSorted()).toEqual([
      'one.csv duplicate',
      'one.csv linked',
      'two.csv duplicate',
    ]);
    await put('reports/rep/one.csv', other);
    await town.cloud.idle();
    expect(await saidBy('rep')).toEqual(['rep B']);
    await put('reports/rep/three.csv', first);
    await town.cloud.idle();
    expect((await statusesOf('reports/rep/')).slice(3)).toEqual(['one.csv linked', 'three.csv linked']);
    expect(await saidBy('rep')).toEqual(['rep A']);
  });
});

const Detail = z.looseObject({ object: z.looseObject({ key: z.string(), 'version-id': z.string() }) });
type Detail = z.infer<typeof Detail>;

/** Drops files while the bus is deaf; gives the events that it would have had. */
async function held(files: readonly (readonly [key: string, body: string])[]): Promise<readonly Detail[]> {
  const details: Detail[] = [];
  const emit = vi
    .spyOn(town.cloud.events, 'emit')
    .mockImplementation((event) => void details.push(Detail.parse(event.detail)));
  for (const [key, body] of files) await put(key, body);
  emit.mockRestore();
  return details;
}

/** Starts the line as the rule does. All events tell of the same second. */
async function tell(...details: readonly unknown[]): Promise<void> {
  for (const detail of details)
    town.cloud.states.start(
      town.cloud.outputs.IngestStateMachineArn ?? '',
      JSON.stringify({ time: '2026-11-01T12:00:00Z', detail }),
    );
  await town.cloud.idle();
}

describe('events (R47)', () => {
  it('that come three times count once', async () => {
    const [event] = await held([['reports/thrice.csv', reports(report('thrice', 'thrice said'))]]);
    await tell(event, event, event);
    await tell(event);
    expect(await statusesOf('reports/thrice')).toEqual(['.csv linked']);
    expect(await saidBy('thrice')).toEqual(['thrice said']);
    expect(town.cloud.failures()).toEqual([]);
  });

  it('of one name and second, in reverse order, leave what was dropped last', async () => {
    const [first, last] = await held([
      ['reports/order.csv', reports(report('order', 'order first'))],
      ['reports/order.csv', reports(report('order', 'order last'))],
    ]);
    await tell(last);
    await tell(first);
    expect(await statusesOf('reports/order')).toEqual(['.csv linked', '.csv linked']);
    expect(await saidBy('order')).toEqual(['order last']);
  });

  it('that are forged take nothing in', async () => {
    const [real] = await held([['reports/real.csv', reports(report('real', 'real said'))]]);
    const forged = (key: string, versionId?: string, bucket = town.cloud.outputs.DropBucket) => ({
      bucket: { name: bucket },
      object: { key, 'version-id': versionId ?? real?.object['version-id'], size: 1, sequencer: '00' },
    });
    await tell(
      forged('reports/forged.csv'),
      forged('reports/real.csv', 'x'.repeat(32)),
      forged('forged.csv'),
      forged('../reports/real.csv'),
    );
    expect(await statusesOf('reports/forged')).toEqual(['.csv rejected']);
    expect(await statusesOf('reports/real')).toEqual(['.csv rejected']);
    expect(await statusesOf('forged')).toEqual(['.csv quarantined']);
    expect(await statusesOf('../reports/real')).toEqual(['.csv quarantined']);
    expect(await saidBy('real')).toEqual([]);
    expect(town.cloud.failures()).toEqual([]);

    const lake = town.cloud.outputs.LakeBucket ?? 'verband-lake';
    await tell(forged('work/manifest.json', undefined, lake));
    expect(town.cloud.failures().map((failure) => failure.cause)).toEqual([
      expect.stringContaining('InvalidRequest'),
    ]);
    expect(await bystanders()).toEqual(before);
  });
});

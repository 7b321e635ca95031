import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cluster } from '#cluster/cluster.ts';
import { linkAcquire } from '#link/lock.ts';
import { linkPartition } from '#link/partition.ts';
import { linkStage } from '#link/stage.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { LakeTableName } from '#schemas/tables.ts';
import { type Line, openLine } from '#tests/functions/link/line.ts';
import { aRecord, aResident, aSuspect, anAddress } from '#tests/functions/link/records.ts';

const PIET = { given_names: 'Piet', surname: 'Jansen', birth_date: '1980-03-12' };
const piet = aResident('piet', PIET);
const home = (street: string, valid_from: string) =>
  anAddress(`home ${valid_from}`, {
    parent_record_id: piet.record_id,
    street,
    house_number: 1,
    town: 'Voorbeeld',
    valid_from,
  });
const raid = aRecord('raid', {
  kind: 'event',
  source: 'raids',
  event_type: 'raid',
  occurred_on: '2026-10-20',
  amounts: { hemp_plants: 120 },
});
const suspect = aSuspect('suspect', { ...PIET, parent_record_id: raid.record_id, valid_from: '2026-10-20' });

async function upToCluster(line: Line, owner: string) {
  const acquired = await linkAcquire({ owner }, line);
  if (acquired.outcome !== 'granted') throw new Error('nothing waits');
  const run = { version: acquired.version, token: acquired.token };
  const { partitions } = await linkStage({ owner, ...run }, line);
  for (const partition of partitions) await linkPartition({ ...run, partition }, line);
  return { owner, ...run };
}

const publish = async (line: Line, owner: string) => cluster(await upToCluster(line, owner), line);

async function state(line: Line, table: LakeTableName) {
  const pointer = await line.registry.pointer('linked');
  return pointer ? line.lake.state(table, await line.registry.versions(pointer)) : [];
}

async function events(line: Line) {
  const keys = await line.objects.list('analysis/entity_events/');
  return line.lake.read({ table: 'entity_events', prefix: '', keys, rows: 0 });
}

describe('publishing a version', () => {
  let line: Line;
  beforeEach(async () => {
    line = await openLine();
    await line.deliver('brp', '2026-10-01', [piet, home('Kerkweg', '2019-05-01')]);
    await publish(line, 'first');
  });
  afterEach(async () => line.close());

  it('flips the pointer after its partitions are known, and logs what became of entities and deliveries', async () => {
    expect(line.catalog.told).toEqual([
      'version 1: entities labels members records relations',
      'linked 1',
      'entity_events 2026-11-02',
      'deliveries 2026-11-02',
    ]);
    expect(await line.registry.pointer('linked')).toMatchObject({ version: 1, as_of: '2026-10-01' });
    expect((await events(line)).map((row) => row.event)).toEqual(['created', 'created']);
    expect(line.objects.keys().filter((key) => key.startsWith('work/'))).toEqual([]);
  });

  it('brings only what a second delivery changed, and joins the suspect to the resident', async () => {
    await line.deliver('brp', '2026-11-01', [piet, home('Hoofdstraat', '2026-10-17')]);
    await line.deliver('raids', '2026-11-01', [raid, suspect]);
    await publish(line, 'second');
    const version = await line.registry.version('linked', 2);
    if (!version) throw new Error('version 2 is published');
    const changed = await line.lake.changes('records', version);
    expect(changed).toHaveLength(4);
    const persons = (await state(line, 'entities')).filter((row) => row.kind === 'person');
    expect(persons).toHaveLength(1);
    const relations = await state(line, 'relations');
    expect(relations.map((row) => [row.role, row.since, row.until])).toEqual(
      expect.arrayContaining([
        ['registered_at', '2019-05-01', '2026-10-17'],
        ['registered_at', '2026-10-17', null],
        ['suspect', '2026-10-20', null],
      ]),
    );
    const events = (await state(line, 'entities')).find((row) => row.kind === 'event');
    expect(events?.attributes).toMatchObject({ event_type: 'raid', hemp_plants: 120 });
    expect(await state(line, 'labels')).toContainEqual(
      expect.objectContaining({ label: 'Piet Jansen (1980-03-12)' }),
    );
  });

  it('of a delivery that says nothing new publishes an empty version', async () => {
    await line.deliver('brp', '2026-11-01', [piet, home('Kerkweg', '2019-05-01')]);
    await publish(line, 'second');
    expect(await line.registry.version('linked', 2)).toMatchObject({ files: [], as_of: '2026-11-01' });
  });

  it('repeated after success changes nothing and answers alike', async () => {
    await line.deliver('raids', '2026-11-01', [raid, suspect]);
    const run = await upToCluster(line, 'second');
    expect(await cluster(run, line)).toEqual({ version: 2 });
    const [keys, entities] = [line.objects.keys(), await state(line, 'entities')];
    expect(await cluster(run, line)).toEqual({ version: 2 });
    expect(line.objects.keys()).toEqual(keys);
    expect(await state(line, 'entities')).toEqual(entities);
  });

  it.each<[string, (line: Line) => Line]>([
    ['before the flip', (of) => ({ ...of, registry: { ...of.registry, publish: stopped } })],
    ['before the views’ pointer', (of) => ({ ...of, catalog: { ...of.catalog, publishPointer: stopped } })],
    ['before the log', (of) => ({ ...of, catalog: { ...of.catalog, registerDay: stopped } })],
  ])('cut off %s it ends the same when repeated', async (_when, cutOff) => {
    await line.deliver('raids', '2026-11-01', [raid, suspect]);
    const run = await upToCluster(line, 'second');
    await expect(cluster(run, cutOff(line))).rejects.toThrow(/cut off/);
    expect(await cluster(run, line)).toEqual({ version: 2 });
    expect(line.catalog.told).toContain('linked 2');
    const told = (await events(line)).filter((row) => row.version === 2).map((row) => row.event);
    expect(told.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual(['created', 'extended']);
    expect(line.objects.keys().filter((key) => key.startsWith('work/'))).toEqual([]);
  });

  it('is refused to one who slept past the lock, before and after another published', async () => {
    await line.deliver('raids', '2026-11-01', [raid, suspect]);
    const slow = await upToCluster(line, 'slow');
    line.wait(SETTINGS.link.lockSeconds + 1);
    const quick = await upToCluster(line, 'quick');
    const told = [...line.catalog.told];
    await expect(cluster(slow, line)).rejects.toMatchObject({ name: 'LockLost' });
    expect(line.catalog.told).toEqual(told);
    await cluster(quick, line);
    await expect(cluster(slow, line)).rejects.toMatchObject({ name: 'LockLost' });
    const version = await line.registry.version('linked', 2);
    expect(version?.files.every((files) => files.prefix.includes(`version=2-${quick.token}/`))).toBe(true);
  });
});

const stopped = async (): Promise<never> => Promise.reject(new Error('cut off'));

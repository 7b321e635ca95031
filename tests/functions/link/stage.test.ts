import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkAcquire, linkRelease } from '#link/lock.ts';
import { linkPartition } from '#link/partition.ts';
import { linkStage } from '#link/stage.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { type Line, openLine } from './line.ts';
import { aResident, aSuspect } from './records.ts';

const PIET = { given_names: 'Piet', surname: 'Jansen', birth_date: '1980-03-12' };

async function acquire(line: Line, owner: string) {
  const acquired = await linkAcquire({ owner }, line);
  if (acquired.outcome !== 'granted') throw new Error('nothing waits');
  return { owner, version: acquired.version, token: acquired.token };
}

describe('the link step on its ports', () => {
  let line: Line;
  beforeEach(async () => {
    line = await openLine();
  });
  afterEach(async () => line.close());

  it('has nothing to do when nothing waits', async () => {
    expect(await linkAcquire({ owner: 'one' }, line)).toEqual({ outcome: 'nothing' });
  });

  it('stages what changed under the lock’s token and links it', async () => {
    await line.deliver('brp', '2026-11-01', [aResident('piet', PIET)]);
    await line.deliver('raids', '2026-11-01', [aSuspect('suspect', PIET)]);
    const run = await acquire(line, 'one');
    const staged = await linkStage(run, line);
    expect(staged.partitions).toEqual([0]);
    expect(staged.files[0]?.prefix).toBe(`restricted/records_history/version=1-${run.token}/`);
    const { version, token } = run;
    expect(await linkPartition({ version, token, partition: 0 }, line)).toMatchObject({
      added: 1,
      removed: 0,
    });
    await expect(linkPartition({ version, token, partition: 1 }, line)).rejects.toThrow(/has 1 partitions/);
  });

  it('gives the same files when it is repeated', async () => {
    await line.deliver('brp', '2026-11-01', [aResident('piet', PIET)]);
    const run = await acquire(line, 'one');
    const first = await linkStage(run, line);
    const keys = line.objects.keys();
    expect(await linkStage(run, line)).toEqual(first);
    expect(line.objects.keys()).toEqual(keys);
  });

  it.each([
    ['raids-police', 'R7'],
    ['gossip', 'R6'],
  ])('refuses %s, whoever let it in (%s)', async (source, rule) => {
    await line.deliver(source, '2026-11-01', [aSuspect('suspect', PIET)]);
    const run = await acquire(line, 'one');
    await expect(linkStage(run, line)).rejects.toMatchObject({
      name: 'RuleViolated',
      message: expect.stringContaining(rule),
    });
  });

  it('ends when the lock has passed to another', async () => {
    await line.deliver('brp', '2026-11-01', [aResident('piet', PIET)]);
    const slow = await acquire(line, 'slow');
    line.wait(SETTINGS.link.lockSeconds + 1);
    const quick = await acquire(line, 'quick');
    await expect(linkStage(slow, line)).rejects.toMatchObject({ name: 'LockLost' });
    expect((await linkStage(quick, line)).partitions).toEqual([0]);
  });

  it('leaves the deliveries waiting when it lets go', async () => {
    await line.deliver('brp', '2026-11-01', [aResident('piet', PIET)]);
    await acquire(line, 'one');
    expect(await linkAcquire({ owner: 'other' }, line)).toEqual({ outcome: 'held' });
    await linkRelease({ owner: 'one' }, line);
    expect((await acquire(line, 'other')).version).toBe(1);
  });
});

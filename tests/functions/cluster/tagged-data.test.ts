import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cluster } from '#cluster/cluster.ts';
import { linkAcquire } from '#link/lock.ts';
import { linkPartition } from '#link/partition.ts';
import { linkStage } from '#link/stage.ts';
import type { LakeTableName } from '#schemas/tables.ts';
import { type Line, openLine } from '#tests/functions/link/line.ts';
import { aRecord, aResident, aSuspect } from '#tests/functions/link/records.ts';

const PIET = { given_names: 'Piet', surname: 'Jansen', birth_date: '1980-03-12' };
const YEAR_SECONDS = 366 * 86_400;
const terms = (from: string, gone: string) => ({ restricted_from: from, destroy_on: gone });

const finding = aRecord('finding', {
  kind: 'event',
  event_type: 'officer_finding',
  occurred_on: '2026-10-20',
  valid_from: '2026-10-20',
  ...terms('2027-10-20', '2031-10-20'),
});
const named = aSuspect('named', {
  ...PIET,
  bsn_token: 'bsn-of-piet',
  parent_record_id: finding.record_id,
  ...terms('2027-10-20', '2031-10-20'),
});

async function publish(line: Line, owner: string) {
  const acquired = await linkAcquire({ owner }, line);
  if (acquired.outcome !== 'granted') throw new Error('nothing waits');
  const run = { version: acquired.version, token: acquired.token };
  const { partitions } = await linkStage({ owner, ...run }, line);
  for (const partition of partitions) await linkPartition({ ...run, partition }, line);
  return cluster({ owner, ...run }, line);
}

async function rowsOf(line: Line, table: LakeTableName) {
  const pointer = await line.registry.pointer('linked');
  return pointer ? line.lake.state(table, await line.registry.versions(pointer)) : [];
}

describe('own-officer data (R8)', () => {
  let line: Line;
  beforeEach(async () => {
    line = await openLine();
    await line.deliver('brp', '2026-11-01', [aResident('piet', PIET)]);
    await line.deliver('officer-findings', '2026-11-01', [finding, named]);
    await publish(line, 'first');
  });
  afterEach(async () => line.close());

  it('is linked in its first year', async () => {
    const [relation] = await rowsOf(line, 'relations');
    expect(relation?.role).toBe('suspect');
    expect(await rowsOf(line, 'links')).toHaveLength(1);
  });

  it('goes out of records, links, relations and entities with the first version after a year', async () => {
    line.wait(YEAR_SECONDS);
    // A file that speaks of a day long ago: what counts is when it came.
    await line.deliver('raids', '2026-11-02', [aSuspect('other', { surname: 'Visser' })]);
    await publish(line, 'second');
    const sources = (await rowsOf(line, 'records')).map((row) => row.source);
    expect(new Set(sources)).toEqual(new Set(['brp', 'raids']));
    expect(sources).toHaveLength(2);
    expect(await rowsOf(line, 'links')).toEqual([]);
    expect(await rowsOf(line, 'relations')).toEqual([]);
    expect((await rowsOf(line, 'entities')).map((row) => row.kind)).toEqual(['person', 'person']);
  });

  it('stays where its delivery lies, for a targeted search', async () => {
    line.wait(YEAR_SECONDS);
    await line.deliver('raids', '2027-11-02', [aSuspect('other', { surname: 'Visser' })]);
    await publish(line, 'second');
    expect(line.objects.keys().filter((key) => key.startsWith('staged/')).length).toBeGreaterThan(2);
  });

  it('that came a year late is never linked', async () => {
    line.wait(YEAR_SECONDS);
    await line.deliver('officer-findings', '2027-11-02', [
      aRecord('late', { kind: 'event', event_type: 'officer_finding', ...terms('2027-09-01', '2031-09-01') }),
    ]);
    await publish(line, 'second');
    expect((await rowsOf(line, 'records')).map((row) => row.source)).toEqual(['brp']);
  });
});

describe('Bibob data (R9)', () => {
  it('is refused by the link step, whoever let it in', async () => {
    const line = await openLine();
    await line.deliver('bibob', '2026-11-01', [aSuspect('applicant', PIET)]);
    await expect(publish(line, 'one')).rejects.toMatchObject({
      name: 'RuleViolated',
      message: expect.stringContaining('R9'),
    });
    await line.close();
  });
});

describe('an RSIN', () => {
  it('ties companies to each other, and is never taken for a BSN', async () => {
    const line = await openLine();
    const digits = '999990019';
    await line.deliver('brp', '2026-11-01', [aRecord('person', { bsn_token: digits, surname: 'Proef' })]);
    const company = (name: string, known: object) =>
      aRecord(name, { kind: 'company', source: 'kvk', ...known });
    await line.deliver('kvk', '2026-11-01', [company('one', { kvk_number: '01234567', rsin: digits })]);
    await line.deliver('transfers', '2026-11-01', [company('two', { rsin: digits })]);
    await publish(line, 'one');
    const links = await rowsOf(line, 'links');
    expect(links).toHaveLength(1);
    expect(links[0]?.explanation).toMatchObject({ basis: 'key', rule: 'rsin' });
    const kinds = (await rowsOf(line, 'entities')).map((row) => row.kind);
    expect(kinds).toHaveLength(2);
    expect(new Set(kinds)).toEqual(new Set(['company', 'person']));
    await line.close();
  });
});

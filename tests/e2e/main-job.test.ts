import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseSample, startMain } from './start-main.ts';
import { freshDir, openSampleTown, openTown, SMALL_TOWN, type Town } from './town.ts';
import { wholeState } from './whole-state.ts';

let town: Town;
beforeAll(async () => {
  town = await openSampleTown();
}, 300_000);
afterAll(async () => {
  await town.cloud.close();
});

const rows = async (sql: string) => town.clients.query(sql);
const one = async (sql: string) => Object.values((await rows(sql))[0] ?? {})[0];

describe('the main job', () => {
  it('ends without a failed execution', () => {
    expect(town.cloud.failures()).toEqual([]);
  });

  it('accounts for every row of every file: read = accepted + rejected', async () => {
    const deliveries = await rows(
      'SELECT object_key, rows_read, rows_accepted, rows_rejected, reasons FROM deliveries',
    );
    expect(deliveries).toHaveLength(22);
    for (const each of deliveries)
      expect(Number(each.rows_read)).toBe(Number(each.rows_accepted) + Number(each.rows_rejected));
    expect(deliveries.some((each) => Number(each.rows_rejected) > 0)).toBe(true);
  });

  it('says of every reject where it stands and why, without its value (R14)', async () => {
    const rejects = await rows('SELECT line, column_name, reason, message FROM rejects');
    expect(rejects.length).toBeGreaterThan(0);
    for (const each of rejects) {
      expect(Number(each.line)).toBeGreaterThan(1);
      expect(each.message).not.toMatch(/\d{8,9}/);
    }
  });

  it('never takes two different BSNs for one person', async () => {
    const mixed = await rows(`
      SELECT members.entity_id FROM members
      JOIN "${town.cloud.outputs.AthenaRestrictedDatabase}".records ON records.record_id = members.record_id
      WHERE records.bsn_token IS NOT NULL GROUP BY members.entity_id HAVING count(DISTINCT records.bsn_token) > 1`);
    expect(mixed).toEqual([]);
    expect(Number(await one("SELECT count(*) FROM entities WHERE kind = 'person'"))).toBeGreaterThan(250);
  });

  it('ties the landlord of the planted network to one person of the register', async () => {
    const [landlord] = await rows(`
      SELECT relations.to_entity_id AS id, count(DISTINCT relations.from_entity_id) AS raids FROM relations
      JOIN entities ON entities.entity_id = relations.from_entity_id
      WHERE role = 'landlord' AND json_extract_scalar(entities.attributes, '$.event_type') = 'raid'
        AND relations.to_entity_id LIKE 'per-%' GROUP BY 1 ORDER BY 2 DESC`);
    expect(Number(landlord?.raids)).toBeGreaterThanOrEqual(4);
    expect(
      Number(
        await one(
          `SELECT count(*) FROM members WHERE entity_id = '${landlord?.id ?? ''}' AND source = 'brp'`,
        ),
      ),
    ).toBe(1);
  });

  it('keeps police data out of records, links and entities (R7)', async () => {
    expect(await one("SELECT status FROM deliveries WHERE source = 'raids-police'")).toBe('stored');
    expect(await one("SELECT count(*) FROM members WHERE source = 'raids-police'")).toBe('0');
    expect(
      await one(
        `SELECT count(*) FROM "${town.cloud.outputs.AthenaRestrictedDatabase}".records WHERE source = 'raids-police'`,
      ),
    ).toBe('0');
  });

  it('scores addresses and companies, never persons (R2)', async () => {
    expect(Number(await one('SELECT count(*) FROM scores'))).toBeGreaterThan(0);
    expect(
      await one(
        "SELECT count(*) FROM scores WHERE subject_entity_id NOT LIKE 'adr-%' AND subject_entity_id NOT LIKE 'com-%'",
      ),
    ).toBe('0');
  });

  it('adds every score up from the contributions that it shows (R17)', async () => {
    const scores = await rows('SELECT score, contributions FROM scores');
    for (const each of scores) {
      const parts: readonly { points: number }[] = JSON.parse(each.contributions ?? '[]');
      expect(parts.reduce((sum, part) => sum + part.points, 0)).toBeCloseTo(Number(each.score), 9);
    }
  });

  it('suggests candidates and makes no case of any (R18)', async () => {
    expect((await town.clients.casesByStatus('candidate#open')).length).toBeGreaterThan(0);
    const cases = await town.clients.casesByStatus('case#open');
    expect(cases).toEqual([]);
  });

  it('opens an intake item for every report', async () => {
    const reports = Number(
      await one(
        "SELECT count(*) FROM entities WHERE json_extract_scalar(attributes, '$.event_type') = 'report'",
      ),
    );
    expect((await town.clients.casesByStatus('intake#open')).length).toBe(reports);
  });

  it('tells the subscriber of the new raid, with nothing personal in the message (R35)', () => {
    const sent = town.cloud.sns.deliveries().filter((delivery) => delivery.kind === 'notification');
    expect(sent.some((delivery) => delivery.text.includes('new link'))).toBe(true);
    for (const delivery of sent) {
      const text = readFileSync(delivery.file, 'utf8');
      expect(
        delivery.text
          .replace(/(alt|lst|ent)-[a-z2-7]{26}/g, '')
          .replace(/https:\/\/\S+/g, '')
          .replace(/\d{4}-\d\d-\d\d/g, ''),
      ).not.toMatch(/\d/);
      expect(text).toContain('https://verband.gemeente.example/meldingen/alt-');
    }
  });

  it('shows the same after a restart on the same directory', async () => {
    const options = { lastDay: SMALL_TOWN.today };
    const before = await wholeState(town, options);
    await town.cloud.close();
    town = await openTown(town.dataDir);
    await town.cloud.idle();
    expect(await wholeState(town, options)).toEqual(before);
    expect(town.cloud.sns.deliveries().length).toBeGreaterThan(1);
  });

  it('ends in the same state when it is killed with -9 in the middle and started again', async () => {
    const options = { lastDay: SMALL_TOWN.today, anyGrouping: true };
    const undisturbed = await wholeState(town, options);
    await town.cloud.close();
    const dataDir = freshDir();
    chooseSample(dataDir, SMALL_TOWN);
    expect(await startMain(dataDir, { after: /Delivery 2 of 4/, ms: 700 })).toBe('SIGKILL');
    expect(await startMain(dataDir)).toBe(0);
    town = await openTown(dataDir);
    expect(await wholeState(town, options)).toEqual(undisturbed);
  }, 240_000);
});

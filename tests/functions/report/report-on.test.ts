import { describe, expect, it } from 'vitest';
import type { ObjectStore } from '#ports';
import { reportDelivery } from '#report/report-delivery.ts';
import { reportOn } from '#report/report-on.ts';
import { linkOutcomeKey } from '#schemas/link-outcome.ts';
import { versionOf } from '#tests/functions/memory-ports.ts';
import { deliveryId } from '#tests/functions/link/records.ts';
import { address, file, openDesk } from './desk.ts';

const BODY = file(address(1), address(2, 'zes'));

describe('the report on a file', () => {
  it('stands before the file is linked, and the topic hears of it only when nothing more will come', async () => {
    const desk = openDesk();
    const delivery = await desk.drop('bag/a.csv', BODY);
    await reportDelivery({ deliveryId: delivery.delivery_id }, desk.ports);
    const own = `deliveries/${delivery.delivery_id}`;
    expect(desk.keys()).toEqual([
      `${own}.json`,
      `${own}.rejected.csv`,
      `${own}.txt`,
      `index/2026-10-05T09:30:00.000Z_${delivery.delivery_id}.json`,
      'reports/bag/a.csv.json',
      'reports/bag/a.csv.rejected.csv',
      'reports/bag/a.csv.txt',
    ]);
    expect(desk.sent).toEqual([]);

    const key = linkOutcomeKey({ version: 1, token: 1 });
    const changes = { new: 1, changed: 0, unchanged: 0, withdrawn: 0, kept_open: 0 };
    const outcome = { changes: [{ delivery_id: delivery.delivery_id, ...changes }], doubts: {} };
    await desk.town.work.write(key, JSON.stringify(outcome));
    const registry = { ...desk.ports.registry, version: async () => versionOf(1, { outcome: key }) };
    const linked = { ...delivery, status: 'linked' as const, version: 1 };
    const report = await reportOn(linked, { ...desk.ports, registry });
    expect(report).toMatchObject({ changes, rejected_rows: { rows: 1 }, told: 'linked' });
    await reportOn(linked, { ...desk.ports, registry });
    expect(desk.sent).toHaveLength(1);
  });

  it('tells the topic neither a value, nor a header, nor the name of the file (R50)', async () => {
    const desk = openDesk();
    const delivery = await desk.drop(
      'bag/jan-jansen-molenweg.csv',
      BODY.replace('Postcode', 'Postcode;Vriendin').replaceAll('9999XA', '9999XA;Annie'),
    );
    await reportOn({ ...delivery, status: 'linked' }, desk.ports);
    const [message] = desk.sent;
    const said = JSON.stringify(message);
    for (const hidden of ['jansen', 'Vriendin', 'Annie', 'Teststraat', 'zes', 'Huisnummer'])
      expect(said).not.toContain(hidden);
    expect(message?.body).toContain('2 gelezen, 1 opgenomen, 1 niet opgenomen');
    expect(message?.body).toContain(`https://verband.example/${delivery.delivery_id}`);
    expect(message?.body).toContain(`s3://lake/deliveries/${delivery.delivery_id}.txt`);
    expect(message?.body).toContain('1x house_number_form');
    expect(message?.subject).toMatch(/^[\x20-\x7e]{1,100}$/);
  });

  it('does not tell the name of a folder that nobody agreed on', async () => {
    const desk = openDesk();
    await reportOn(await desk.drop('jan jansen/a.csv', BODY), desk.ports);
    expect(JSON.stringify(desk.sent)).not.toContain('jansen');
    expect(desk.sent[0]?.body).toContain('1x no_contract');
  });

  it('clears the rejected rows away from the lake once they are handed back', async () => {
    const desk = openDesk();
    const delivery = await desk.drop('bag/a.csv', BODY);
    const rejected = async () =>
      (await desk.town.work.list('work/')).filter((key) => key.endsWith('rejected.json'));
    expect(await rejected()).toHaveLength(1);
    await reportOn(delivery, desk.ports);
    expect(await rejected()).toEqual([]);
    expect(desk.textAt('reports/bag/a.csv.rejected.csv')).toContain('Teststraat;zes;9999XA');
  });

  it('keeps the place of a name for the newest file; the earlier one has its own', async () => {
    const desk = openDesk();
    const first = { ...(await desk.drop('bag/a.csv', BODY)), received_at: '2026-10-05T09:00:00.000Z' };
    const second = await desk.drop('bag/a.csv', file(address(3)), 'v2');
    await reportOn(second, desk.ports);
    await reportOn(first, desk.ports);
    expect(desk.textAt('reports/bag/a.csv.txt')).toContain(second.delivery_id);
    expect(desk.textAt(`deliveries/${first.delivery_id}.txt`)).toContain(first.delivery_id);
    expect(desk.textAt(`deliveries/${first.delivery_id}.rejected.csv`)).toContain('zes');
  });

  it('leaves no rejected rows of an earlier file beside the report on a later one of its name', async () => {
    const desk = openDesk();
    const first = { ...(await desk.drop('bag/a.csv', BODY)), received_at: '2026-10-05T09:00:00.000Z' };
    await reportOn(first, desk.ports);
    await reportOn(await desk.drop('bag/a.csv', file(address(3)), 'v2'), desk.ports);
    expect(desk.keys().filter((key) => key.endsWith('.rejected.csv'))).toEqual([
      `deliveries/${first.delivery_id}.rejected.csv`,
    ]);
  });

  it('comes to the same after a kill at any write', async () => {
    const whole = openDesk();
    const delivery = { ...(await whole.drop('bag/a.csv', BODY)), status: 'linked' as const };
    await reportOn(delivery, whole.ports);
    for (let kill = 0; kill < 12; kill += 1) {
      const desk = openDesk();
      await desk.drop('bag/a.csv', BODY);
      let writes = 0;
      const dying = (store: ObjectStore): ObjectStore => {
        const step = async <T>(act: () => Promise<T>): Promise<T> => {
          if (writes === kill) throw new Error('killed');
          writes += 1;
          return act();
        };
        return {
          ...store,
          write: async (...args) => step(async () => store.write(...args)),
          remove: async (keys) => step(async () => store.remove(keys)),
        };
      };
      const { objects, reports } = desk.ports;
      await reportOn(delivery, { ...desk.ports, objects: dying(objects), reports: dying(reports) }).catch(
        () => {},
      );
      await reportOn(delivery, desk.ports);
      expect(desk.keys()).toEqual(whole.keys());
      for (const key of whole.keys()) expect(desk.textAt(key)).toBe(whole.textAt(key));
    }
  });

  it('refuses a delivery that is not there', async () => {
    await expect(
      reportDelivery({ deliveryId: deliveryId('nobody') }, openDesk().ports),
    ).rejects.toMatchObject({ name: 'NotFound' });
  });
});

import { describe, expect, it } from 'vitest';
import { rdOf } from '#normalize/rd.ts';
import { memoryTown } from '#tests/functions/receive/memory.ts';
import { ingest, recordsUnder } from './ingest.ts';

/** Towers by which the RD system is known; their coordinates in both systems (Schreutelkamp and Strang van Hees, 2001). */
describe('WGS84 to RD metres', () => {
  it.each([
    ['Amersfoort, Onze Lieve Vrouwetoren', 5.38720621, 52.1551744, 155_000, 463_000],
    ['Amsterdam, Westertoren', 4.88352559, 52.37453253, 120_700.723, 487_525.502],
    ['Groningen, Martinitoren', 6.56820053, 53.21938317, 233_883.131, 582_065.167],
  ])('puts %s in its place, within half a metre', (_tower, longitude, latitude, x, y) => {
    const point = rdOf(longitude, latitude);
    expect(Math.hypot((point?.x ?? 0) - x, (point?.y ?? 0) - y)).toBeLessThan(0.5);
  });

  it.each([
    ['RD metres', 155_000, 463_000],
    ['latitude before longitude', 52.155, 5.387],
    ['the Gulf of Guinea', 0, 0],
  ])('knows no place for %s', (_what, longitude, latitude) => {
    expect(rdOf(longitude, latitude)).toBeUndefined();
  });
});

const PROPERTIES = {
  Controlenummer: 'C-1',
  'Datum controle': '2026-09-10',
  Team: 'Wonen',
  Uitkomst: 'akkoord',
};
const feature = (geometry: unknown, properties: object = PROPERTIES) => ({
  type: 'Feature',
  geometry,
  properties,
});
const TOWER = { type: 'Point', coordinates: [5.38720621, 52.1551744] };

async function dropped(body: unknown, key = 'inspections/a.geojson') {
  const town = memoryTown();
  const { delivery } = await ingest(town, key, JSON.stringify(body, null, 1));
  return { delivery, records: await recordsUnder(town, `staged/${delivery?.delivery_id}/`) };
}

describe('GeoJSON', () => {
  it('gives a row per feature, with its point in RD metres', async () => {
    const { delivery, records } = await dropped({
      type: 'FeatureCollection',
      bbox: [5, 52, 6, 53],
      crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } },
      features: [
        feature(TOWER),
        feature(null, { ...PROPERTIES, Controlenummer: 'C-2', Straat: 'Proefweg', Huisnummer: 3 }),
      ],
    });
    expect(delivery).toMatchObject({ status: 'normalized', rows_accepted: 2, reasons: [] });
    const [visit, place, second, street] = records;
    expect(visit).toMatchObject({ event_type: 'inspection', outcome: 'nothing_found' });
    expect(place?.rd_x).toBeCloseTo(155_000, 0);
    expect(place?.rd_y).toBeCloseTo(463_000, 0);
    expect(second?.event_type).toBe('inspection');
    expect(street).toMatchObject({ street: 'Proefweg', house_number: 3, rd_x: null });
  });

  it('reads features one per line, too', async () => {
    const town = memoryTown();
    const { delivery } = await ingest(town, 'inspections/a.ndjson', `${JSON.stringify(feature(TOWER))}\n`);
    expect(delivery).toMatchObject({ rows_accepted: 1, reasons: [] });
  });

  it.each([
    [
      'a line',
      {
        type: 'LineString',
        coordinates: [
          [5, 52],
          [5.1, 52],
        ],
      },
      'geojson_geometry',
    ],
    ['a point in RD metres', { type: 'Point', coordinates: [155_000, 463_000] }, 'geojson_outside'],
    ['a point without numbers', { type: 'Point', coordinates: ['5', '52'] }, 'geojson_geometry'],
  ])('takes the row of %s, without a place, and tells', async (_what, geometry, code) => {
    const { delivery, records } = await dropped({ type: 'FeatureCollection', features: [feature(geometry)] });
    expect(delivery?.rows_accepted).toBe(1);
    expect(delivery?.reasons.map((reason) => reason.code)).toEqual([code]);
    expect(records).toHaveLength(1);
  });

  it('of another reference system is refused by name', async () => {
    const { delivery } = await dropped({
      type: 'FeatureCollection',
      crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::28992' } },
      features: [feature({ type: 'Point', coordinates: [155_000, 463_000] })],
    });
    expect(delivery).toMatchObject({ status: 'rejected', reasons: [{ code: 'geojson_crs' }] });
  });
});

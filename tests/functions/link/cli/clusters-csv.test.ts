import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import { type ClusterRows, clustersCsv } from '../../../../functions/link/cli/clusters-csv.ts';

const written = (clusters: ClusterRows): string[][] =>
  parse(Buffer.concat([...clustersCsv(clusters)]).toString());

describe('clusters as CSV', () => {
  it('can be read back, whatever ids look like', () => {
    const id = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('"', 'a,b', 'a\nb', 'é"x', '\r'));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(id, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1 }),
        (rows) => {
          const table = tableOfRows(
            ['my id'],
            rows.map(([text]) => [text]),
          );
          const [header, ...lines] = written({
            rows: rows.length,
            ids: table.columns,
            entity: Int32Array.from(rows, ([, entity]) => entity),
            confidence: Float64Array.from(rows, ([, , confidence]) => confidence),
          });
          expect(header).toEqual(['row', 'my id', 'entity', 'confidence']);
          expect(lines).toEqual(
            rows.map(([text, entity, confidence], row) => [
              String(row + 1),
              text.trim() === '' ? '' : text,
              String(entity + 1),
              (Math.round(confidence * 10_000) / 10_000).toFixed(4),
            ]),
          );
        },
      ),
    );
  });

  it('counts rows of two inputs each from 1, and names the id neutrally where they differ or clash', () => {
    const table = tableOfRows(
      ['entity', 'key'],
      [
        ['a', null],
        ['b', null],
        [null, 'a'],
      ],
    );
    const clusters = {
      rows: 3,
      inputs: Uint8Array.of(0, 0, 1),
      ids: table.columns,
      entity: Int32Array.of(0, 1, 0),
      confidence: Float64Array.of(1, 0.99996, 0.5),
    };
    expect(written(clusters)).toEqual([
      ['row', 'id', 'entity', 'confidence', 'input'],
      ['1', 'a', '1', '1.0000', '1'],
      ['2', 'b', '2', '1.0000', '1'],
      ['1', 'a', '1', '0.5000', '2'],
    ]);
    const [header] = written({ ...clusters, ids: table.columns.slice(0, 1), rows: 0 });
    expect(header?.[1]).toBe('id');
  });

  it('does not run out of room, however many and long', () => {
    const ids = Array.from({ length: 3000 }, (_, row) => '"'.repeat(row));
    const table = tableOfRows(
      ['id'],
      ids.map((id) => [id || null]),
    );
    const lines = written({
      rows: ids.length,
      ids: table.columns,
      entity: new Int32Array(ids.length),
      confidence: new Float64Array(ids.length),
    });
    expect(lines.slice(1).map(([, id]) => id)).toEqual(ids);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedReportKey } from '#report/report-keys.ts';
import { deliveryId } from '#tests/functions/link/records.ts';

const ID = deliveryId('one');

describe('where a report lies', () => {
  it.each([
    ['brp/2026-10-01.csv', 'reports/brp/2026-10-01.csv'],
    ['brp/../../geheim.csv', 'reports/brp/_/_/geheim.csv'],
    ['brp/./a//b.csv', 'reports/brp/_/a/_/b.csv'],
    ['brp/met spatie en ünïcode.csv', 'reports/brp/met spatie en ünïcode.csv'],
    ['brp/a\nb\u0000.csv', 'reports/brp/a_b_.csv'],
    ['zonder-map.csv', 'reports/zonder-map.csv'],
  ])('%j', (key, base) => {
    expect(namedReportKey(key, ID)).toBe(base);
  });

  it('fits what S3 takes, whatever the name, and two long names do not fall together', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 900, maxLength: 1100 }), (name) => {
        const base = namedReportKey(`brp/${name}`, ID);
        expect(Buffer.byteLength(`${base}.rejected.ndjson`)).toBeLessThanOrEqual(1024);
        expect(base.isWellFormed()).toBe(true);
      }),
    );
    const long = `brp/${'é'.repeat(600)}`;
    expect(namedReportKey(`${long}a`, ID)).not.toBe(namedReportKey(`${long}b`, deliveryId('two')));
  });
});

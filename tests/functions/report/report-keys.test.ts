import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportBase } from '#report/report-keys.ts';
import { deliveryId } from '#tests/functions/link/records.ts';

const ID = deliveryId('one');

describe('where a report lies', () => {
  it.each([
    ['brp/2026-10-01.csv', false, 'reports/brp/2026-10-01.csv'],
    ['brp/2026-10-01.csv', true, `reports/brp/2026-10-01.csv~${ID}`],
    ['brp/../../geheim.csv', false, 'reports/brp/_/_/geheim.csv'],
    ['brp/./a//b.csv', false, 'reports/brp/_/a/_/b.csv'],
    ['brp/met spatie en ünïcode.csv', false, 'reports/brp/met spatie en ünïcode.csv'],
    ['brp/a\nb\u0000.csv', false, 'reports/brp/a_b_.csv'],
    ['zonder-map.csv', false, 'reports/zonder-map.csv'],
  ])('%j', (key, apart, base) => {
    expect(reportBase(key, ID, apart)).toBe(base);
  });

  it('fits what S3 takes, whatever the name, and two long names do not fall together', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 900, maxLength: 1100 }), (name) => {
        const base = reportBase(`brp/${name}`, ID, false);
        expect(Buffer.byteLength(`${base}.rejected.ndjson`)).toBeLessThanOrEqual(1024);
        expect(base.isWellFormed()).toBe(true);
      }),
    );
    const long = `brp/${'é'.repeat(600)}`;
    expect(reportBase(`${long}a`, ID, false)).not.toBe(reportBase(`${long}b`, deliveryId('two'), false));
  });
});

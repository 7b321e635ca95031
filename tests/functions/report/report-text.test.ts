import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dutchReason, hasDutch } from '#report/dutch-reasons.ts';
import { makeReport } from '#report/make-report.ts';
import { reportText } from '#report/report-text.ts';
import type { Delivery } from '#schemas/delivery.ts';
import type { DeliverySummary } from '#schemas/delivery-summary.ts';
import { deliveryId } from '#tests/functions/link/records.ts';
import { aDelivery } from './desk.ts';

const profile = { delivery_id: deliveryId('one'), rows: 10, accepted: 9, filled: {}, codes: {} };
const textOf = (
  known: Partial<Delivery>,
  summary: Partial<DeliverySummary> = {},
  changes?: { new: number; changed: number; unchanged: number; withdrawn: number; kept_open: number },
) =>
  reportText(
    makeReport(aDelivery(known), {
      summary: { profile, rejects: [], oddities: [], ...summary },
      outcome: changes && { changes: [{ delivery_id: deliveryId('one'), ...changes }], doubts: {} },
      rejectedRows: { key: 'reports/bag/a.csv.rejected.csv', rows: 1, left_out: 2 },
      told: null,
    }),
  );

describe('the report for people', () => {
  it('says reasons in both languages, with the column and the first lines', () => {
    const text = textOf(
      {
        reasons: [{ code: 'column_unknown', message: 'the column "Kleur" is not in the contract', count: 1 }],
      },
      {
        rejects: [
          {
            code: 'postcode_form',
            column: 'Postcode',
            message: 'no postcode',
            count: 7,
            lines: [3, 4, 9, 11, 12],
          },
        ],
      },
    );
    expect(text).toContain(
      '7x postcode_form: Postcode: dit is geen postcode (1234 AB)\n     regel 3, 4, 9, 11, 12 …',
    );
    expect(text).toContain('7x postcode_form: Postcode: no postcode\n     line 3, 4, 9, 11, 12 …');
    expect(text).toContain('Kleur: de kolom staat niet in de afspraak en is overgeslagen');
  });

  it('says where to look for what is to be known of rows that went in', () => {
    const text = textOf(
      {
        reasons: [
          { code: 'postcode_form', message: 'Postcode: no postcode', count: 2, lines: [7, 9] },
          { code: 'postcode_form', message: 'Postcode bron: no postcode', count: 6, lines: [2, 3, 4, 5, 6] },
        ],
      },
      {
        rejects: [
          { code: 'postcode_form', column: 'Postcode', message: 'no postcode', count: 2, lines: [7, 9] },
        ],
      },
    );
    const [notes = '', rejects = ''] = (text.split('Notes on the file')[1] ?? '').split('Rows that did not');
    expect(notes).toContain('6x postcode_form: Postcode bron: no postcode\n     line 2, 3, 4, 5, 6 …');
    expect(notes).not.toContain('2x');
    expect(rejects).toContain('2x postcode_form: Postcode: no postcode\n     line 7, 9\n');
  });

  it('says what changed and who was kept open', () => {
    const text = textOf({}, {}, { new: 1, changed: 2, unchanged: 3, withdrawn: 4, kept_open: 5 });
    expect(text).toContain('1 nieuw, 2 gewijzigd, 3 gelijk, 4 vervallen');
    expect(text).toContain('1 new, 2 changed, 3 equal, 4 withdrawn');
    expect(text).toContain('5 are absent and were not withdrawn');
  });

  it('says what is odd, and how to release a held file', () => {
    const text = textOf(
      { status: 'quarantined' },
      {
        oddities: [
          { kind: 'volume', rows: 10, mean: 100, deviation: 10, deliveries: 5 },
          { kind: 'new_codes', column: 'channel', codes: ['mma'] },
          { kind: 'empty_share', column: 'phone', before: 0.1, now: 0.725 },
        ],
      },
    );
    expect(text).toContain(
      '10 rijen; de 5 vorige leveringen hadden er gemiddeld 100 (standaardafwijking 10)',
    );
    expect(text).toContain('channel: codes never seen before: mma');
    expect(text).toContain('phone: 72.5% leeg, vorige keer 10%');
    expect(text).toContain(`release ${deliveryId('one')}`);
    expect(text).toContain('2 rows were too long or too many to be given back');
  });

  it('names who released a file and which file is mended', () => {
    const text = textOf({
      supplement: { of: deliveryId('other') },
      release: {
        by: { id: 'sanne', team: 'gegevens', role: 'steward' },
        reason: 'klopt',
        at: '2026-10-05T10:00:00Z',
      },
    });
    expect(text).toContain('sanne (gegevens)');
    expect(text).toContain(deliveryId('other'));
  });
});

describe('reasons in Dutch', () => {
  /** Codes as parsers write them: `bad('code', …)`, `noted(value, 'code', …)`, `new Refusal('code', …)`, `code: 'code'`. */
  const CODE =
    /(?:\b(?:bad|Refusal|rejectLine|note)\([^'();]*|\bnoted\([^;]*?,\s*|\bcode: )'([a-z][a-z0-9]*(?:_[a-z0-9]+)+)'/g;
  const ROOT = join(import.meta.dirname, '..', '..', '..');
  const codes = ['functions/receive', 'functions/normalize', 'schemas/values'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) =>
        [...readFileSync(join(ROOT, folder, name), 'utf8').matchAll(CODE)].map((match) => match[1] ?? ''),
      ),
  );

  it('are there for the codes that parsers tell', () => {
    expect(new Set(codes).size).toBeGreaterThan(40);
    expect([...new Set(codes)].filter((code) => !hasDutch(code))).toEqual([]);
  });

  it('fall back on what the parser says', () => {
    expect(dutchReason('nobody_knows', 'as it is')).toBe('as it is');
  });
});

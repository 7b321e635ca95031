import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { rejectedFile } from '#report/rejected-file.ts';
import type { Reject } from '#schemas/delivery-part.ts';
import { isRejectedColumn, mendedDelivery, withoutGuard } from '#schemas/rejected-file.ts';
import { deliveryId } from '#tests/functions/link/records.ts';

const ID = deliveryId('one');
const HEADER = ['Naam', 'Telefoon'];
const reject = (row: Reject['row'], line = 2): Reject => ({
  line,
  column: 'Telefoon',
  code: 'phone_form',
  message: 'this is no telephone number',
  row,
});
const csvOf = (...rejects: Reject[]) =>
  rejectedFile(ID, { format: { format: 'csv', delimiter: ';', header: HEADER }, rejects });
/** Often with what matters here at its beginning. */
const CELL = fc
  .tuple(fc.constantFrom('', '=', '+', '-', '@', '\t', "'", "'="), fc.string({ unit: 'grapheme' }))
  .map((parts) => parts.join(''));
const Rows = z.array(z.array(z.string()));
const read = (text: string) =>
  Rows.parse(parse(text, { delimiter: ';', bom: true, relax_column_count: true }));

describe('the file of rejected rows', () => {
  it('has the header and rows as they came, and the reason in a last column that names the delivery', () => {
    const [header, row] = read(csvOf(reject(['Jansen; Piet', '06'])).text);
    expect(header?.slice(0, 2)).toEqual(HEADER);
    expect(mendedDelivery(header ?? [])).toBe(ID);
    expect(row?.slice(0, 2)).toEqual(['Jansen; Piet', '06']);
    expect(row?.[2]).toBe('Telefoon: dit is geen telefoonnummer / this is no telephone number');
  });

  it('guards every cell that a spreadsheet would take for a formula, and the guard comes off again (R48)', () => {
    fc.assert(
      fc.property(fc.tuple(CELL, CELL), (cells) => {
        const row = read(csvOf(reject(cells)).text)[1] ?? [];
        for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t]/);
        expect(row.slice(0, 2).map(withoutGuard)).toEqual(cells);
      }),
    );
  });

  it('leaves the column of an earlier round out, and fills short rows up', () => {
    const header = [...HEADER, `Reden van afwijzing ${deliveryId('before')}`];
    const file = rejectedFile(ID, {
      format: { format: 'csv', delimiter: ';', header },
      rejects: [reject(['Piet', '06', 'reden van toen']), reject(['alleen'])],
    });
    const rows = read(file.text);
    expect(rows.map((row) => row.length)).toEqual([3, 3, 3]);
    expect(rows[0]?.filter(isRejectedColumn)).toEqual([`Reden van afwijzing ${ID}`]);
    expect(file.text).not.toContain('reden van toen');
  });

  it('cuts a line with a quotation mark too many at its delimiters', () => {
    expect(read(csvOf(reject('"Piet;06')).text)[1]?.slice(0, 2)).toEqual(['"Piet', '06']);
  });

  it('counts the rows in it: those too long to keep are not', () => {
    expect(csvOf(reject(undefined), reject(['a', 'b'])).rows).toBe(1);
  });

  it('gives JSON back as JSON, a row per line, with the reason as a member', () => {
    const file = rejectedFile(ID, {
      format: { format: 'ndjson' },
      rejects: [reject('{"naam":"Piet"}'), reject('{"naam":')],
    });
    const lines = file.text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(file.ending).toBe('.rejected.ndjson');
    expect(lines).toMatchObject([
      { naam: 'Piet', reden_van_afwijzing: expect.stringContaining('telefoonnummer') },
      { rij: '{"naam":' },
    ]);
  });
});

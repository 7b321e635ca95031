import { expect, it } from 'vitest';
import { tally } from '#normalize/tally.ts';
import { memoryTown } from '#tests/functions/receive/memory.ts';
import { ingest } from './ingest.ts';

const REMARK = { code: 'postcode_form', message: 'no postcode' };

it('counts reasons, commonest first, each with the five smallest of its lines', () => {
  const told = tally();
  told.add({ code: 'text_damaged', message: 'damaged' });
  for (const line of [40, 3, 12]) told.add(REMARK, { column: 'Postcode', lines: [line] });
  told.add(REMARK, { column: 'Postcode', count: 8, lines: [5, 6, 7, 50, 60] });
  expect(told.counts()).toEqual([
    { code: 'postcode_form', message: 'Postcode: no postcode', count: 11, lines: [3, 5, 6, 7, 12] },
    { code: 'text_damaged', message: 'damaged', count: 1 },
  ]);
});

it('tells of rows that went in, over all chunks, on which lines of the file to look', async () => {
  const town = memoryTown({ chunkRows: 2 });
  const postcodes = ['9999XA', 'onzin', '9999XB', '9999XC', '1'];
  const rows = postcodes.map((postcode, nth) => `R${nth};01-02-2026;bewoner;iets;Teststraat;1;${postcode}`);
  const { delivery } = await ingest(
    town,
    'reports/a.csv',
    `Meldingnummer;Datum melding;Kanaal;Omschrijving;Straatnaam;Huisnummer;Postcode\n${rows.join('\n')}\n`,
  );
  expect(delivery).toMatchObject({ rows_read: 5, rows_accepted: 5 });
  const remark = { code: 'postcode_form', count: 2, lines: [3, 6] };
  expect(delivery?.reasons).toEqual([expect.objectContaining(remark)]);
});

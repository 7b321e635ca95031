import { expect, it } from 'vitest';
import { table } from '#local/main-job/text-table.ts';

it('aligns text to the left and columns of numbers to the right', () => {
  expect(
    table(
      ['file', 'rows'],
      [
        ['a.csv', '7'],
        ['longer.csv', '1200'],
      ],
    ),
  ).toBe('  file        rows\n  a.csv          7\n  longer.csv  1200');
});

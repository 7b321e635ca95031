import { describe, expect, it } from 'vitest';
import { wordsOf } from '#link/engine/auto/words-of.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';

describe('words of a column', () => {
  it('are common if many rows have them, recurring if several have, and neither if it is one record and its copies', () => {
    const names = Array.from({ length: 1000 }, (_, row) => {
      const kind = row < 5 ? 'Palace' : '';
      return [
        `The own${'abcdefghij'[row % 10]}${'klmnopqrst'[Math.floor(row / 10) % 10]}${row % 100 < 50 ? 'x' : 'y'} ${kind}`,
      ];
    });
    const [column] = tableOfRows(['name'], [...names, ['Twin'], ['Twin'], ['Twin']]).columns;
    if (!column) throw new Error('there is a column');
    const { common, recurring } = wordsOf(column);
    expect(common).toContain('the');
    expect(common).not.toContain('palace');
    expect(recurring.slice(0, 1)).toEqual(['the']);
    expect(recurring).toContain('palace');
    expect(recurring).not.toContain('twin');
  });
});

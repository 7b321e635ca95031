import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeColumns, encodeColumns } from '#adapters/parquet.ts';
import { columnKeeper } from '#normalize/column-keeper.ts';
import type { LakeColumn } from '#schemas/tables.ts';

const ids = fc.option(fc.stringMatching(/^rec-[a-z2-7]{26}$/), { nil: null });
const towns = fc.option(fc.constantFrom('Veenhaven', 'Čapek', 'x'.repeat(70_000)), { nil: null });

/** Through a keeper and a file, back to values. */
async function kept(name: string, values: readonly unknown[]): Promise<readonly unknown[] | undefined> {
  const keeper = columnKeeper(name);
  for (const [row, value] of values.entries()) if (value !== null) keeper.put(row, value);
  const column: LakeColumn = { name, type: 'string' };
  const bytes = encodeColumns([column], {
    rows: values.length,
    values: new Map([[name, keeper.values(values.length)]]),
  });
  return (await decodeColumns([column], bytes)).values.get(name);
}

describe('columnKeeper', () => {
  it.each([
    ['digests', 'record_id', ids],
    ['texts that recur', 'town', towns],
  ])('gives back %s, with the gaps between them (property)', async (_what, name, value) => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 50 }), async (values) => {
        expect(await kept(name, values)).toEqual(values);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['record_id', 'town'])('keeps more rows of %s than it has room for at first', async (name) => {
    const values = Array.from({ length: 20_001 }, (_none, row) =>
      row % 3 === 0 ? null : `value-${row % 700}`,
    );
    expect(await kept(name, values)).toEqual(values);
  });

  it('gives back values of which hardly any recurs, and those that come again after all', async () => {
    const values = Array.from(
      { length: 30_000 },
      (_none, row) => `description ${row < 25_000 ? row >> 1 : row % 3}`,
    );
    expect(await kept('description', values)).toEqual(values);
  });

  it('packs nothing but texts', () => {
    expect(() => columnKeeper('record_id').put(0, 3)).toThrow(TypeError);
  });
});

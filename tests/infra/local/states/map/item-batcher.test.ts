import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '#local/states/json.ts';
import { batchItems } from '#local/states/map/item-batcher.ts';

it('loses nothing, keeps the order, and holds both limits', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 20, unit: 'grapheme' })),
      fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      fc.integer({ min: 400, max: 600 }),
      fc.option(fc.string({ maxLength: 10 }), { nil: undefined }),
      (items, maxItems, maxBytes, batchInput) => {
        const batches = batchItems(items, { maxItems, maxBytes }, batchInput);
        const inputs = batches.map((batch): { BatchInput?: Json; Items: string[] } =>
          JSON.parse(batch.input),
        );
        expect(inputs.flatMap((input) => input.Items)).toEqual(items);
        for (const [index, { Items, BatchInput }] of inputs.entries()) {
          expect(Items.length).toBe(batches[index]?.itemCount);
          expect(Items.length).toBeGreaterThan(0);
          expect(Items.length).toBeLessThanOrEqual(maxItems ?? Number.POSITIVE_INFINITY);
          expect(Buffer.byteLength(batches[index]?.input ?? '')).toBeLessThanOrEqual(maxBytes);
          expect(BatchInput).toEqual(batchInput);
        }
      },
    ),
  );
});

it('fills each batch as far as the limit in bytes goes', () => {
  const size = Buffer.byteLength('{"Items":["aaaa","bbbb"]}');
  expect(batchItems(['aaaa', 'bbbb', 'cccc'], { maxItems: undefined, maxBytes: size })).toEqual([
    { input: '{"Items":["aaaa","bbbb"]}', itemCount: 2 },
    { input: '{"Items":["cccc"]}', itemCount: 1 },
  ]);
  expect(batchItems(['aaaa', 'bbbb'], { maxItems: undefined, maxBytes: size - 1 })).toHaveLength(2);
});

it('refuses an item that fits no batch', () => {
  expect(() => batchItems(['x'.repeat(100)], { maxItems: 1, maxBytes: 50 })).toThrow(
    'States.DataLimitExceeded',
  );
});

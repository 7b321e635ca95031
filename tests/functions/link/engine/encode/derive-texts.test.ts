import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveTexts } from '#link/engine/encode/derive-texts.ts';
import { transformer } from '#link/engine/encode/transform.ts';
import { Transform } from '#link/engine/model/field.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import { textAt } from '#link/engine/table/text-at.ts';

const piece = fc.constantFrom(
  'Jan',
  'PIET',
  'é',
  '@',
  '-',
  ' ',
  "'t ",
  '0',
  '00',
  '7',
  '1978',
  '19780312',
  '1978-03-12',
  '3-4-1978',
  '.',
  'Ĳ',
);
const text = fc.oneof(
  fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('')),
  fc.string({ minLength: 1, maxLength: 12 }),
);
const named = Transform.options[0].options;
const transform: fc.Arbitrary<Transform> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...named) },
  fc.integer({ min: 1, max: 9 }).map((first) => ({ first })),
  fc.integer({ min: 1, max: 9 }).map((last) => ({ last })),
  fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 5 })).map(([from, length]) => ({ from, length })),
);

describe('deriving distinct texts', () => {
  it('gives what the steps give for each text as a string, equal ones under one code', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 20 }),
        fc.array(transform, { minLength: 1, maxLength: 3 }),
        (texts, transforms) => {
          const [column] = tableOfRows(
            ['c'],
            texts.map((each) => [each]),
          ).columns;
          if (!column) throw new Error('there is a column');
          const { codeOf, ...derived } = deriveTexts(column.texts, transforms);
          const apply = transformer(transforms);
          const expected = Array.from({ length: column.texts.size }, (_, code) =>
            apply(textAt(column, code)),
          );
          expect(Array.from(codeOf, (code) => textAt(derived, code))).toEqual(expected);
          expect(derived.texts.size).toBe(new Set(expected.filter((each) => each !== '')).size);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('goes through many texts, some of them long', () => {
    const texts = Array.from({ length: 5000 }, (_, at) => `${at} ${'x'.repeat(at % 997 === 0 ? 70_000 : 3)}`);
    const [column] = tableOfRows(
      ['c'],
      texts.map((each) => [each]),
    ).columns;
    if (!column) throw new Error('there is a column');
    const { texts: derived, codeOf } = deriveTexts(column.texts, ['digits', { last: 2 }]);
    // 1 … 9, 01 … 99; 0 and 00 are unknown.
    expect(derived.size).toBe(108);
    expect(textAt({ texts: derived }, codeOf[4321] ?? -1)).toBe('21');
    expect(derived.counts.reduce((sum, count) => sum + count, 0)).toBe(4950);
  });
});

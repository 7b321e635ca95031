import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '#local/states/expression/evaluate.ts';
import type { Json } from '#local/states/json.ts';

const run = (expression: string, states: Json = {}) => evaluate(`{% ${expression} %}`, { states }, 'Output');

describe('the functions that Step Functions adds', () => {
  it.each<[string, Json]>([
    ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
    ['$partition([], 2)', []],
    ['$range(1, 10, 3)', [1, 4, 7, 10]],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ['$range(1, 0, 1)', []],
    ['$hash("abc", "SHA-256")', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['$hash("abc", "MD5")', '900150983cd24fb0d6963f7d28e17f72'],
    ['$parse("{\\"a\\":[1]}").a[0]', 1],
    ['$length($uuid())', 36],
    ['$random(7) = $random(7)', true],
    ['$random() < 1', true],
  ])('%s is %j', async (expression, value) => {
    expect(await run(expression)).toEqual(value);
  });

  it.each([
    ['$hash("abc", "CRC")', /\$hash knows MD5/],
    ['$range(1, 2000, 1)', /at most 1000/],
    ['$range(1, 5, 0)', /step that is not 0/],
    ['$partition([1], 0)', /size above 0/],
    ['$parse("{")', /JSON/],
    ['$hash(1, "MD5")', /Argument 1/],
  ])('%s fails', async (expression, message) => {
    await expect(run(expression)).rejects.toThrow(message);
  });
});

it('gives any JSON back as it came in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), async (text) => {
      const value: Json = JSON.parse(text);
      expect(
        JSON.stringify(await evaluate({ v: ['{% $states.input %}'] }, { states: { input: value } }, 'f')),
      ).toBe(JSON.stringify({ v: [value] }));
    }),
  );
});

it('leaves templates without expressions alone, even keys such as __proto__', async () => {
  const template: Json = JSON.parse('{"__proto__": {"x": 1}, "a": [null, true, "text"]}');
  expect(JSON.stringify(await evaluate(template, {}, 'f'))).toBe(JSON.stringify(template));
});

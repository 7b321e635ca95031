import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonElements } from '#receive/json-elements.ts';
import { split } from './split.ts';

const read = (text: string, block = 5, lineBytes = 1000, chunkRows = 3, wrapped = false) =>
  split(text, block, chunkRows, (writer, rejects) =>
    jsonElements(1, { lineBytes, wrapped }, writer, rejects),
  );

describe('jsonElements', () => {
  it('gives an element a line, on the line where it begins', () => {
    expect(read('[\n {"a": 1,\n  "b": [1, 2]},\n\n {"c": "]}\\"["}\n]\n').lines).toEqual([
      [2, '{"a": 1, "b": [1, 2]}'],
      [5, '{"c": "]}\\"["}'],
    ]);
  });

  it('counts on where several elements share a line', () => {
    expect(read('[{"a":1},{"b":2}, 3]').lines).toEqual([
      [1, '{"a":1}'],
      [2, '{"b":2}'],
      [3, '3'],
    ]);
  });

  it('finds nothing in an empty list, and reads nothing behind a list that is a member', () => {
    expect(read('[ \n ]').lines).toEqual([]);
    expect(read('[{"a":1}], "more": [{"b":2}]}', 5, 1000, 3, true).lines).toEqual([[1, '{"a":1}']]);
  });

  it.each(['[1]\n[2]', '[1]\n\n\n\n\n\n,{"a":1}', '[1]]'])('refuses more behind a list: %j', (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'json_trailing' }));
  });

  it('says where what is not closed begins', () => {
    expect(() => read('[{"a":1},\n\n{"b":\n')).toThrow(/begins on line 3/);
  });

  it('rejects an element that is too large and keeps the others', () => {
    const { lines, rejects } = read(`[\n{"a":1},\n{"b":"${'x'.repeat(200)}"},\n{"c":3}\n]`, 7, 100);
    expect(rejects).toMatchObject([{ line: 3, code: 'line_too_long' }]);
    expect(lines).toEqual([
      [2, '{"a":1}'],
      [4, '{"c":3}'],
    ]);
  });

  it.each(['[{"a":1}', '[{"a":"1}]', '[', '[{"a":1},'])('refuses a list that never closes: %s', (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'json_truncated' }));
  });

  it('gives every element of any list, however it is cut into blocks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 8 }),
        fc.constantFrom(undefined, 1, '\t'),
        fc.integer({ min: 1, max: 30 }),
        (list, indent, block) => {
          const { lines, rejects } = read(JSON.stringify(list, null, indent), block, 100_000);
          expect(rejects).toEqual([]);
          expect(lines.map(([, text]): unknown => JSON.parse(text))).toEqual(
            JSON.parse(JSON.stringify(list)),
          );
        },
      ),
    );
  });
});

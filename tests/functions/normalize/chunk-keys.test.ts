import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eachKey, keyWriter } from '#normalize/chunk-keys.ts';
import { recordIdOf } from '#schemas/ids.ts';

const idOf = (name: number) => recordIdOf(hash('sha256', String(name), 'buffer'));

describe('the keys of a chunk', () => {
  it('come back in order, more than there is room for at first', () => {
    const writer = keyWriter();
    for (let at = 0; at < 9000; at += 1) writer.add(idOf(at), at * 400_000);
    const read: [string, number][] = [];
    eachKey(writer.bytes(), (id, line) => read.push([id, line]));
    expect(read).toEqual(Array.from({ length: 9000 }, (_none, at) => [idOf(at), at * 400_000]));
  });

  it('are refused where the file is cut off, or is another', () => {
    const writer = keyWriter();
    writer.add(idOf(1), 2);
    const bytes = writer.bytes();
    expect(() => eachKey(bytes.subarray(1), () => {})).toThrow('cut off');
    expect(() => eachKey(new Uint8Array(bytes.length), () => {})).toThrow('no record id');
  });
});

import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderObjects, keysIn } from '#link/cli/folder-objects.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (array: Uint8Array | undefined) => array && new TextDecoder().decode(array);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'objects-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('objects in a folder', () => {
  it('are written once, and read by ranges', async () => {
    const objects = folderObjects(folder);
    await objects.write('a/b', [bytes('zero'), bytes('one'), bytes('two')]);
    const ranges = [
      { from: 1, length: 2 },
      { from: 4, length: 3 },
    ];
    expect(text(await objects.read('a/b', ranges))).toBe('erone');
    expect(text(await objects.readWhole('a/b'))).toBe('zeroonetwo');
    await expect(objects.write('a/b', [bytes('other')])).rejects.toThrow(/exist/);
    await expect(objects.read('a/b', [{ from: 8, length: 5 }])).rejects.toThrow(/ends before byte 13/);
    expect(text(await objects.readWhole('a/b'))).toBe('zeroonetwo');
    expect(await objects.readWhole('a/c')).toBe(undefined);
    expect(keysIn(folder)).toEqual([join('a', 'b')]);
    await objects.remove(['a/b', 'a/c']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leave nothing behind when what is to be written breaks off', async () => {
    function* pieces(): Generator<Uint8Array> {
      yield bytes('some');
      throw new Error('no more');
    }
    await expect(folderObjects(folder).write('a', pieces())).rejects.toThrow('no more');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are replaced only by who knows what is there', async () => {
    const objects = folderObjects(folder);
    expect(await objects.replace('m', bytes('1'), bytes('0'))).toBe(false);
    expect(await objects.replace('m', bytes('1'), undefined)).toBe(true);
    expect(await objects.replace('m', bytes('2'), undefined)).toBe(false);
    expect(await objects.replace('m', bytes('2'), bytes('1'))).toBe(true);
    expect(text(await objects.readWhole('m'))).toBe('2');
    expect(readdirSync(folder)).toEqual(['m']);
  });

  it('wait for a process that replaces one, and not for one that is no more', async () => {
    const objects = folderObjects(folder);
    const lock = join(folder, 'm.lock');
    writeFileSync(lock, String(process.pid));
    expect(await objects.replace('m', bytes('1'), undefined)).toBe(false);
    expect(existsSync(join(folder, 'm'))).toBe(false);
    // No process has so large a number.
    writeFileSync(lock, String(2 ** 30));
    expect(await objects.replace('m', bytes('1'), undefined)).toBe(true);
    expect(readdirSync(folder)).toEqual(['m']);
  });
});

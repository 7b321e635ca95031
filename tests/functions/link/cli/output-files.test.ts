import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutputFiles } from '../../../../functions/link/cli/output-files.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'output-files-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('files that are written', () => {
  it('are in their places only once all are whole', async () => {
    const files = new OutputFiles();
    writeFileSync(join(folder, 'a'), 'before');
    await files.write(join(folder, 'a'), ['af', Buffer.from('ter')]);
    await files.write(join(folder, 'b'), ['b']);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('before');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp')).length).toBe(2);
    files.keep();
    expect(readdirSync(folder).toSorted()).toEqual(['a', 'b']);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('after');
  });

  it('leave nothing behind if they are dropped in the middle', async () => {
    const files = new OutputFiles();
    const seen: string[] = [];
    function* pieces() {
      yield 'one';
      seen.push(...readdirSync(folder));
      files.drop();
      yield 'two';
    }
    await files.write(join(folder, 'c'), pieces());
    files.keep();
    expect(seen.some((name) => name.startsWith('.c.'))).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(['a', 'b']);
  });

  it('tell why they can’t be written', async () => {
    const files = new OutputFiles();
    await expect(files.write(join(folder, 'none', 'c'), ['x'])).rejects.toThrow(/folder does not exist/);
    expect(() => files.drop()).not.toThrow();
  });
});

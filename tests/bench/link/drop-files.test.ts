import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeDropFiles } from './drop-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'drops-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a base and what drops into it', () => {
  it('have the rows that they should, and none in common', () => {
    const { base, drops } = writeDropFiles(folder, 20_000, [2_000, 200, 20]);
    const idsIn = (path: string): string[] => {
      const [head, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
      expect(head).toMatch(/^id,entity,/);
      return lines.map((line) => line.split(',')[0] ?? '');
    };
    const standing = new Set(idsIn(base));
    expect(standing.size).toBe(20_000);
    for (const [rows, path] of drops) {
      const ids = idsIn(path);
      expect(ids.length).toBe(rows);
      expect(ids.filter((id) => standing.has(id))).toEqual([]);
    }
  });

  it('refuse sizes that do not fit into each other', () => {
    expect(() => writeDropFiles(folder, 1_000, [300])).toThrow(RangeError);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirTaken, lockDataDir } from '#local/data-lock.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('the lock on a data directory', () => {
  it('is for one holder at a time', () => {
    const release = lockDataDir(join(dataDir, 'deep/er'));
    expect(() => lockDataDir(join(dataDir, 'deep/er'))).toThrow(DataDirTaken);
    release();
    lockDataDir(join(dataDir, 'deep/er'))();
  });

  it('names the process that holds it, and ends with that process', async () => {
    const file = join(import.meta.dirname, '../../../infra/local/data-lock.ts');
    const script = `import { lockDataDir } from ${JSON.stringify(file)};
      globalThis.release = lockDataDir(${JSON.stringify(dataDir)}); console.log('held'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(() => lockDataDir(dataDir)).toThrow(`in use by another Verband (process ${child.pid})`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(() => lockDataDir(dataDir)()).not.toThrow();
  });
});

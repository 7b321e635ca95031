import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openPool, type Pool } from '#local/lambda/pool.ts';
import { openLambda } from '#local/lambda/service.ts';
import { openStore } from '#local/store.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { probe } from './harness.ts';

let folder: string;
let pool: Pool;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pool-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await pool.close();
  rmSync(folder, { recursive: true });
});
const open = (): void => {
  pool = openPool({ endpoint: () => '', compileCacheDir: join(folder, 'cache') });
};
const events = async (name: string): Promise<number> => {
  const { payload } = await pool.run(probe({ name }), '{"do":"echo"}', 'r', () => {});
  return z.object({ events: z.number() }).parse(JSON.parse(payload)).events;
};

describe('the pool of workers', () => {
  it('loads functions ahead, one after the other', async () => {
    open();
    const loading = performance.now();
    await events('cold');
    const coldMs = performance.now() - loading;
    for (const name of ['a', 'b', 'c']) pool.prewarm(probe({ name }));
    await new Promise((resolve) => setTimeout(resolve, 8 * coldMs));
    const from = performance.now();
    for (const name of ['a', 'b', 'c']) expect(await events(name)).toBe(1);
    expect(performance.now() - from).toBeLessThan(coldMs);
  });

  it('lets a worker go that has had no event for ten minutes', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    open();
    expect(await events('a')).toBe(1);
    vi.advanceTimersByTime(9 * 60_000);
    expect(await events('a')).toBe(2);
    vi.advanceTimersByTime(12 * 60_000);
    expect(await events('a')).toBe(1);
  });

  it('keeps its workers for the next service when it was lent to one', async () => {
    open();
    for (const nth of [1, 2]) {
      const store = openStore(mkdtempSync(join(folder, 'data-')));
      const lambda = openLambda({ store, endpoint: () => '', pool });
      lambda.define(probe());
      const { payload } = await lambda.invoke('probe', '{"do":"echo"}');
      expect(JSON.parse(payload)).toMatchObject({ events: nth });
      await lambda.close();
      store.close();
    }
  });

  it('gives way to other functions when many have workers', async () => {
    open();
    for (let index = 0; index < 24; index++) expect(await events(`f${index}`)).toBe(1);
    // All places are taken; the newcomer takes that of the function that was first.
    expect(await events('newcomer')).toBe(1);
    expect(await events('f23')).toBe(2);
    expect(await events('f0')).toBe(1);
  });

  it('lets a worker go whose memory grew, and all idle ones with it', async () => {
    open();
    const large = probe({ name: 'large', memoryMb: 2048 });
    expect(await events('small')).toBe(1);
    for (let run = 0; run < 2; run++) {
      const { payload } = await pool.run(large, '{"do":"grow"}', 'r', () => {});
      expect(JSON.parse(payload)).toEqual({ events: 1, kept: 40 });
      expect(await events('small')).toBe(1);
      expect(await events('small')).toBe(2);
    }
  });
});

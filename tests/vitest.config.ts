import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const ROOT = join(import.meta.dirname, '..');

export default defineConfig({
  root: ROOT,
  test: {
    expect: { requireAssertions: true },
    pool: 'forks',
    // One more than the two cores of the smallest machine: the tests of the whole line wait as much as they work.
    maxWorkers: 3,
    // Every embedded cloud starts workers of its own; compiled code is the same for all of them.
    env: { NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'compiled') },
    // Far above what anything takes: two cores may be shared with whatever else runs.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'line',
          include: ['tests/e2e/*.test.ts'],
          // One process takes several files, and the functions' workers stay warm from one to the next.
          isolate: false,
          globalSetup: 'tests/e2e/global-setup.ts',
          setupFiles: 'tests/e2e/setup.ts',
        },
      },
      { extends: true, test: { name: 'parts', include: ['tests/!(e2e)/**/*.test.ts'] } },
    ],
  },
});

import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const ROOT = join(import.meta.dirname, '..');

/** Tests of schemas and of the steps, but for linking, whose large ones are measured by what they hold and take. */
const CORES = ['tests/schemas/**/*.test.ts', 'tests/functions/!(link)/**/*.test.ts'];

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
      {
        extends: true,
        test: {
          name: 'cores',
          include: CORES,
          // They leave nothing behind in their process, and loading zod, the SDK and DuckDB anew for each takes longer
          // than most of them do.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'parts', include: ['tests/!(e2e)/**/*.test.ts'], exclude: CORES } },
    ],
  },
});

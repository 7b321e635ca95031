import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type FirstTown, makeFirstTown } from './first-town.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** From which every test of the whole line begins; their own directories lie in its folder. */
    firstTown: FirstTown & { readonly folder: string };
  }
}

/** Opens the embedded cloud once for all tests of the whole line. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'verband-e2e-'));
  project.provide('firstTown', { folder, ...(await makeFirstTown(folder)) });
  return () => rmSync(folder, { recursive: true, force: true });
}

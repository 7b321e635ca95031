import type { Comparison } from '../model/comparison.ts';

/** The field that agrees exactly on a comparison's first level; `null` if that level asks for something else. */
export function exactField({ levels }: Comparison): string | null {
  const tests = levels[0]?.tests ?? [];
  const [test] = tests;
  return tests.length === 1 && test?.test === 'exact' ? test.field : null;
}

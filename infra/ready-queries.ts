import type { ReadyQuery } from './constructs/query-workgroup.ts';

/** What analysts find ready in the workgroup. */
export function readyQueries(): ReadyQuery[] {
  return [];
}

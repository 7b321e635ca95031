import { readyPatterns } from '../functions/detect/ready-queries.ts';
import { networkQueries } from '../functions/network/ready-queries.ts';
import type { ReadyQuery } from './constructs/query-workgroup.ts';

/** What analysts find ready in the workgroup: every pattern of the library, and questions about networks. */
export function readyQueries(): ReadyQuery[] {
  return [...readyPatterns(), ...networkQueries];
}

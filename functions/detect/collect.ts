import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Lake, QueryEngine, QueryRows } from '#ports';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Failure } from '#schemas/failures.ts';
import type { Finding } from '#schemas/finding.ts';
import type { PatternWeight } from '#schemas/pattern.ts';
import type { TableFiles } from '#schemas/version.ts';
import { findingsOf } from './findings.ts';
import { type Pattern, patternWeight } from './library.ts';
import { StartedQuery } from './start.ts';

export const CollectInput = z.strictObject({
  version: z.int().min(1),
  queries: z.array(StartedQuery),
});
export type CollectInput = z.infer<typeof CollectInput>;

export type CollectOutput =
  | { readonly outcome: 'running'; readonly running: number }
  | ({ readonly outcome: 'collected' } & Collected);

type Collected = {
  readonly version: number;
  readonly files: readonly TableFiles[];
  /** What the asked patterns weigh: the model of the score step. */
  readonly weights: readonly PatternWeight[];
};

export type CollectPorts = {
  readonly engine: Pick<QueryEngine, 'state' | 'rows'>;
  readonly lake: Pick<Lake, 'write'>;
  readonly library: readonly Pattern[];
  /** The part of the library that the program brings: the others were proposed and approved, and may be retired. */
  readonly shipped: readonly Pattern[];
};

/**
 * Gathers what the patterns found in a version and writes it as the version's whole `findings`.
 * `running` while any runs: the workflow waits and asks again. Throws Failure('PatternFailed') naming the pattern whose query failed
 * or answered what does not fit, and how to end it where people may; nothing is dropped silently. Repeatable: equal findings
 * lie at the same place.
 */
export async function detectCollect(
  { version, queries }: CollectInput,
  { engine, lake, library, shipped }: CollectPorts,
): Promise<CollectOutput> {
  const brought = new Set<string>(shipped.map(({ dossier }) => dossier.id));
  const wayOut = (patternId: string): string =>
    brought.has(patternId) ? '' : `; retire it (npm run pattern -- retire ${patternId} …) and resume`;
  const states = await engine.state(queries.map((query) => query.queryId));
  for (const { patternId, queryId } of queries) {
    const state = states.get(queryId);
    if (!state) throw new Failure('PatternFailed', `pattern ${patternId}: the engine knows no such query`);
    if (state.state === 'failed')
      throw new Failure(
        'PatternFailed',
        `pattern ${patternId}: its query ${queryId} failed${wayOut(patternId)}`,
        {
          cause: state.reason,
        },
      );
  }
  const running = queries.filter((query) => states.get(query.queryId)?.state === 'running');
  if (running.length > 0) return { outcome: 'running', running: running.length };

  const asked = queries.map((query) => ({ pattern: patternOf(library, query), queryId: query.queryId }));
  const findings: Finding[] = [];
  for (const { pattern, queryId } of asked) {
    const answer = await engine.rows(queryId);
    findings.push(...found(pattern, answer, wayOut(pattern.dossier.id)));
  }

  const digest = createHash('sha256').update(canonicalJson(findings)).digest('hex');
  const files = await lake.write('findings', `version=${version}-${digest.slice(0, 16)}`, '0000', findings);
  return {
    outcome: 'collected',
    version,
    files: [files],
    weights: asked.map(({ pattern }) => patternWeight(pattern)),
  };
}

function found({ dossier }: Pattern, answer: QueryRows, wayOut: string): Finding[] {
  try {
    return findingsOf(dossier, answer);
  } catch (error) {
    if (!(error instanceof Failure) || wayOut === '') throw error;
    throw new Failure(error.name, `${error.message}${wayOut}`, { cause: error });
  }
}

function patternOf(library: readonly Pattern[], { patternId }: StartedQuery): Pattern {
  const pattern = library.find(({ dossier }) => dossier.id === patternId);
  if (!pattern) throw new Failure('PatternFailed', `pattern ${patternId}: is not in the library`);
  return pattern;
}

import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Clock, QueryEngine, Registry, StopButton } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { PatternId } from '#schemas/ids.ts';
import { stopOn } from '#schemas/stop.ts';
import { livePatterns, type Pattern } from './library.ts';
import { pin } from './pin.ts';

export const StartInput = z.strictObject({ version: z.int().min(1) });
export type StartInput = z.infer<typeof StartInput>;

export const StartedQuery = z.strictObject({ patternId: PatternId, queryId: z.string().min(1) });
export type StartedQuery = z.infer<typeof StartedQuery>;

export type StartOutput = {
  readonly outcome: 'started' | 'stale' | 'stopped';
  readonly version: number;
  readonly queries: readonly StartedQuery[];
};

export type StartPorts = {
  readonly registry: Pick<Registry, 'pointer' | 'version'>;
  readonly engine: Pick<QueryEngine, 'start'>;
  readonly stops: Pick<StopButton, 'standing'>;
  readonly clock: Clock;
  readonly library: readonly Pattern[];
};

/**
 * Starts one query per live pattern (R16), bound to a version. `stale` when a newer version is linked: its own
 * execution judges it; `stopped` while the stop button is pressed (R22). Repeatable: the token makes a second start the same query.
 * Throws Failure('NotFound') for a version that is not linked.
 */
export async function detectStart(
  { version }: StartInput,
  { registry, engine, stops, clock, library }: StartPorts,
): Promise<StartOutput> {
  if (stopOn('scoring', await stops.standing())) return { outcome: 'stopped', version, queries: [] };
  const pointer = await registry.pointer('linked');
  if (pointer && pointer.version > version) return { outcome: 'stale', version, queries: [] };
  const linked = await registry.version('linked', version);
  if (!pointer || !linked) throw new Failure('NotFound', `version ${version} is not linked`);

  const today = clock.now().toISOString().slice(0, 10);
  const queries: StartedQuery[] = [];
  // One after the other: Athena throttles starts, and there are few.
  for (const pattern of livePatterns(library, today)) {
    const at = { version, base: pointer.base, asOf: linked.as_of };
    const sql = pin(pattern.sql, at, pattern.dossier.reads);
    const queryId = await engine.start(sql, queryToken(version, pattern, sql));
    queries.push({ patternId: pattern.dossier.id, queryId });
  }
  return { outcome: 'started', version, queries };
}

const queryToken = (version: number, pattern: Pattern, sql: string): string =>
  createHash('sha256').update(`${version}\u0000${pattern.dossier.id}\u0000${sql}`).digest('hex');

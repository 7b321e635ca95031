import { encode } from '../encode/encode.ts';
import { resolveEntities } from '../entities/resolve-entities.ts';
import type { Model } from '../model/model.ts';
import { bitsOf } from '../score/bits.ts';
import { scorePairs } from '../score/score-pairs.ts';
import type { Table } from '../table/table.ts';
import type { Pool } from '../threads/pool.ts';
import { writeBase } from './base.ts';
import type { Manifest } from './manifest.ts';
import type { IndexObjects } from './objects.ts';
import { linkInParts } from './partition/link-in-parts.ts';
import { idsOf } from './row-ids.ts';

export type BuildTools = {
  readonly pool: Pool;
  /** Tells this base's objects from those of any other. */
  readonly name: string;
  readonly now: () => number;
  /** Link part by part, each reading no more of the base than its keys lie in; the result is the same. */
  readonly parts?: number | undefined;
};

/** Rows that are in memory at a time when a base is linked part by part: about 200 MB of them. */
const ROWS_AT_ONCE = 200_000;

export type Built = {
  readonly manifest: Manifest;
  readonly pairsScored: number;
  readonly seconds: {
    readonly encode: number;
    readonly block: number;
    readonly score: number;
    readonly cluster: number;
    readonly write: number;
  };
};

/**
 * Links all rows of a table and writes them as the base of an index, under a model that is frozen from here on: its
 * weights, its term frequencies, its rules for entities. Throws InputError if ids are missing or come twice.
 */
export async function buildIndex(
  objects: IndexObjects,
  table: Table,
  model: Model,
  { pool, name, now, parts }: BuildTools,
): Promise<Built> {
  const ids = idsOf(table, 'The base');
  const started = now();
  const encoded = await encode(table, model.fields, pool);
  const seconds = { encode: (now() - started) / 1000, block: 0, score: 0, cluster: 0, write: 0 };
  // Pairs that weigh less than links join nobody, so they need not be kept.
  const keepBits = bitsOf(model.threshold);
  let pairsScored = 0;
  let linked = now();
  const manifest = await writeBase(
    objects,
    { encoded, model, ids, keepBits, decisions: [], name },
    async (base) => {
      if (parts !== undefined) {
        const started = now();
        const found = await linkInParts({
          objects,
          base,
          model,
          parts,
          keepBits,
          pool,
          rowsAtOnce: ROWS_AT_ONCE,
        });
        pairsScored = found.pairsScored;
        seconds.score = (now() - started) / 1000;
        return found;
      }
      const scored = await scorePairs(encoded, model, { pool, keepBits, now });
      pairsScored = scored.pairsScored;
      const clustered = now();
      const { entity, rules } = await resolveEntities({
        encoded,
        model,
        edges: scored.edges,
        kernel: scored.kernel,
        pool,
      });
      linked = now();
      Object.assign(seconds, scored.seconds, { cluster: (linked - clustered) / 1000 });
      return { edges: scored.edges, entity, rules };
    },
  );
  const all = (now() - started) / 1000;
  const write = all - seconds.encode - seconds.block - seconds.score - seconds.cluster;
  return { manifest, pairsScored, seconds: { ...seconds, write } };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '#link/engine/encode/encode.ts';
import { Model } from '#link/engine/model/model.ts';
import { scorePairs } from '#link/engine/score/score-pairs.ts';
import { readTable } from '#link/engine/table/read-table.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { modelFile, personsFile } from './cases.ts';
import { compareEdges, type EdgeDifference } from './compare-edges.ts';
import { readEdgeFile } from './edge-file.ts';
import type { PersonModel } from './person-model.ts';
import type { Splink } from './splink.ts';

export type AgreementFigures = EdgeDifference & {
  readonly model: PersonModel;
  readonly rows: number;
  readonly pairs: { readonly own: number; readonly splink: number };
};

/** The proof that both engines do one job: their edges and weights on the same rows under the same model. */
export async function measureAgreement(
  folder: string,
  model: PersonModel,
  rows: number,
  splink: Splink,
): Promise<AgreementFigures> {
  const input = personsFile(folder, rows);
  const path = modelFile(folder, model, rows);
  const edges = join(folder, 'splink-edges.csv');
  const theirs = await splink.run({
    input,
    model: path,
    out: join(folder, 'splink-clusters.csv'),
    threads: 2,
    edges,
  });
  const pool = openPool(1);
  const read = Model.parse(JSON.parse(readFileSync(path, 'utf8')));
  const encoded = await encode(await readTable([input], { threads: pool }), read.fields, pool);
  const scored = await scorePairs(encoded, read, { pool, keepBits: 0 });
  await pool.close();
  return {
    model,
    rows,
    pairs: { own: scored.pairsScored, splink: theirs.pairsScored },
    ...compareEdges(scored.edges, readEdgeFile(edges)),
  };
}

import { join } from 'node:path';
import { bitsOf, evaluatePairs } from '#link/engine/evaluate/evaluate-pairs.ts';
import { countPairs, evaluateClusters } from '#link/engine/evaluate/evaluate-clusters.ts';
import { readTable } from '#link/engine/table/read-table.ts';
import type { Column } from '#link/engine/table/table.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { clusterEdges } from '#cluster/graph/cluster-edges.ts';
import { readEdgeFile } from './edge-file.ts';
import { runOwn } from './own-engine.ts';
import type { Accuracy } from './results.ts';
import type { Splink } from './splink.ts';

/** The threshold at which Splink's pairs are taken as they come: p ≥ 0.5. */
const FIXED = 0.5;
const TRUTH = 'entity';

/**
 * How right both are on one file: the engine with `--model auto`, Splink with its documentation's settings, trained by
 * itself. One evaluator for both; pairs that blocking lost are misses. Splink's entities are connected components at
 * its fixed threshold.
 */
export async function measureAccuracy(
  input: string,
  folder: string,
  splink: Splink | undefined,
): Promise<Accuracy> {
  const { figures, report } = await runOwn({
    input,
    model: 'auto',
    truth: TRUTH,
    threads: 2,
    out: join(folder, 'own-clusters.csv'),
  });
  if (report.pairs === undefined || report.clusters === undefined)
    throw new Error(`The report on ${input} says nothing about the truth`);
  const truth = await truthOf(input);
  const truePairs = countPairs([truth], undefined);
  const trained = (await splink?.train(input, join(folder, 'splink-accuracy'))) ?? [];
  return {
    truePairs,
    own: {
      fixed: report.pairs.fixed.f1,
      best: report.pairs.best.f1,
      clusters: report.clusters.f1,
      b3: report.clusters.b3.f1,
      seconds: figures.wall,
    },
    splink: trained.map(({ name, edges: path, seconds }) => {
      const edges = readEdgeFile(path);
      const pairs = evaluatePairs(edges, truth, undefined, truePairs, FIXED);
      const { entity } = clusterEdges({ rows: truth.length, edges, thresholdBits: bitsOf(FIXED) });
      const clusters = evaluateClusters(truth, entity, undefined);
      return {
        settings: name,
        fixed: pairs.fixed.f1,
        best: pairs.best.f1,
        clusters: clusters.f1,
        b3: clusters.b3.f1,
        seconds,
      };
    }),
  };
}

/** Whether a file has the column that holds the truth. */
export const hasTruth = async (input: string): Promise<boolean> => (await truthColumn(input)) !== undefined;

/** Per row a number that stands for its text in the column of the truth. */
async function truthOf(input: string): Promise<Int32Array> {
  const column = await truthColumn(input);
  if (column === undefined) throw new Error(`${input} has no column ${TRUTH}`);
  return column.codes;
}

async function truthColumn(input: string): Promise<Column | undefined> {
  const pool = openPool(1);
  const { columns } = await readTable([input], { threads: pool });
  await pool.close();
  return columns.find(({ name }) => name === TRUTH);
}

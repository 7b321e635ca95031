import { fieldOf } from '../engine/encode/encoded.ts';
import { resolveEntities } from '../engine/entities/resolve-entities.ts';
import { type Evaluation, evaluate } from '../engine/evaluate/evaluate.ts';
import type { Model } from '../engine/model/model.ts';
import { bitsOf } from '../engine/score/bits.ts';
import { scorePairs } from '../engine/score/score-pairs.ts';
import { letGo } from '../engine/threads/let-go.ts';
import { openPool } from '../engine/threads/pool.ts';
import { defineTask } from '../engine/threads/task.ts';
import type { ClusterRows } from './clusters-csv.ts';
import { decisionsIn } from './decisions-in.ts';
import type { LinkOptions } from './options.ts';
import { prepare } from './prepare.ts';
import { Progress, type Stage } from './progress.ts';

export type Linked = ClusterRows & {
  readonly model: Model;
  readonly pairsScored: number;
  readonly entities: number;
  readonly seconds: Readonly<Record<Stage, number>>;
  readonly evaluation: Evaluation | undefined;
};

/** Pairs below are no edges where the best threshold is asked for: far under any. Entities hang on links alone. */
const KEEP_BITS = -10;

/** From files to entities, in a thread of its own: whoever waits stays free to stop it. */
export const linkFiles = defineTask(
  import.meta.url,
  'linkFiles',
  async (options: LinkOptions): Promise<Linked> => {
    const progress = new Progress();
    const pool = openPool(options.threads);
    const { model, encoded, ids, truth } = await prepare(options, pool, progress);
    letGo();
    const thresholdBits = bitsOf(model.threshold);
    const scored = await scorePairs(encoded, model, {
      pool,
      keepBits: truth ? Math.min(KEEP_BITS, thresholdBits) : thresholdBits,
      within: options.within,
      now: () => performance.now(),
    });
    letGo();
    progress.took('block', scored.seconds.block);
    progress.took('score', scored.seconds.score, `${scored.pairsScored} pairs`);
    for (const block of scored.largeBlocks)
      progress.warn(`block ${JSON.stringify(block)} is too large and is left out.`);
    const { rows, inputs } = encoded;
    const decided =
      options.decisions === undefined
        ? undefined
        : await decisionsIn(options.decisions, { rows, ids, inputs }, progress);
    const { entity, confidence, large, rules, why } = await progress.during('cluster', () =>
      resolveEntities({ encoded, model, edges: scored.edges, kernel: scored.kernel, pool, ...decided }),
    );
    for (const { firstRow, rows: together, pieces } of large)
      progress.warn(
        `${together} records hang together, row ${firstRow + 1} the first of them: too many to look at all their pairs. Their weakest links were cut, into ${pieces} pieces.`,
      );
    const evaluation =
      truth &&
      (await progress.during('evaluate', () =>
        evaluate({
          truth: truth.codes,
          inputs: options.within ? undefined : inputs,
          edges: scored.edges,
          entity,
          model,
          fieldOf: (name) => fieldOf(encoded, name),
        }),
      ));
    await pool.close();
    const seconds = (stage: Stage): number => progress.seconds(stage);
    return {
      rows,
      ...(inputs ? { inputs } : {}),
      ids,
      entity,
      confidence,
      model: { ...model, entities: rules, why: [...model.why, ...why] },
      pairsScored: scored.pairsScored,
      entities: entity.reduce((count, first, row) => count + (first === row ? 1 : 0), 0),
      evaluation,
      seconds: {
        load: seconds('load'),
        encode: seconds('encode'),
        estimate: seconds('estimate'),
        block: seconds('block'),
        score: seconds('score'),
        cluster: seconds('cluster'),
        evaluate: seconds('evaluate'),
        write: 0,
      },
    };
  },
);

import { existsSync, realpathSync } from 'node:fs';
import { InputError } from '../engine/table/input-error.ts';
import { startThread } from '../engine/threads/thread.ts';
import { clustersCsv } from './clusters-csv.ts';
import { LAST_RUN, lastRunJson } from './last-run.ts';
import type { Linked } from './link-files.ts';
import type { LinkOptions } from './options.ts';
import { checkOutputs, type OutputFiles } from './output-files.ts';
import { Progress } from './progress.ts';
import { modelJson, type Report, reportJson } from './report.ts';

/** Links files, writes what was asked for, and returns a summary for people. Throws InputError. */
export async function linkCommand(options: LinkOptions, files: OutputFiles): Promise<string> {
  const { out, report, saveModel, inputs } = options;
  checkInputs(inputs);
  checkOutputs(
    [out, report, saveModel].flatMap((path) => path ?? []),
    inputs,
  );
  const thread = startThread();
  // Named, not imported: this thread needs nothing of the engine.
  const linkFiles = { module: new URL('./link-files.ts', import.meta.url).href, name: 'linkFiles' };
  const linked = await thread.ask<LinkOptions, Linked>(linkFiles, options);
  await thread.close();
  const progress = new Progress();
  await progress.during('write', async () => {
    if (out !== undefined) {
      await files.write(out, clustersCsv(linked));
      await files.write(LAST_RUN, [lastRunJson(options, out, linked)]);
    }
    if (saveModel !== undefined) await files.write(saveModel, [modelJson(linked.model)]);
    if (report !== undefined) await files.write(report, [reportJson(reportOf(linked))]);
    files.keep();
  });
  return summary(linked);
}

/** Throws InputError if both inputs are one file; what can't be found is told when it is read. */
function checkInputs(inputs: readonly string[]): void {
  const [one, other] = inputs.filter((path) => existsSync(path)).map((path) => realpathSync(path));
  if (one !== undefined && one === other)
    throw new InputError(
      `${inputs.join(' and ')} are one file. Give it once: one input is searched for duplicates.`,
    );
}

function reportOf({ rows, pairsScored, seconds, model, evaluation }: Linked): Report {
  const { load, encode, estimate, block, score, cluster } = seconds;
  return {
    rows,
    pairsScored,
    // The clock of this process runs from its start.
    seconds: { load, encode, estimate, block, score, cluster, total: performance.now() / 1000 },
    peakRssMb: process.resourceUsage().maxRSS / 1024,
    model,
    ...evaluation,
  };
}

function summary({ rows, entities, pairsScored, model, evaluation }: Linked): string {
  const lines = [
    `${rows} records are of ${entities} entities (${pairsScored} pairs weighed, threshold ${model.threshold})`,
  ];
  if (evaluation) {
    const { pairs, clusters, blockingRecall } = evaluation;
    const show = (share: number) => share.toFixed(4);
    lines.push(
      `pairs     F1 ${show(pairs.fixed.f1)} (precision ${show(pairs.fixed.precision)}, recall ${show(pairs.fixed.recall)}); best ${show(pairs.best.f1)} at ${show(pairs.best.threshold)}`,
      `clusters  F1 ${show(clusters.f1)}, B³ ${show(clusters.b3.f1)}; blocking finds ${show(blockingRecall)} of the true pairs`,
    );
  }
  return `${lines.join('\n')}\n`;
}

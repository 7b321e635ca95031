import type { Results, Speed } from './results.ts';
import type { RunFigures } from './figures.ts';

const STAGES = ['start', 'load', 'encode', 'estimate', 'block', 'score', 'cluster', 'write'] as const;

/** All results as one text with a table for each kind. */
export function resultsText(results: Results): string {
  const { machine } = results;
  const head = machine
    ? `${machine.cpus} cores (${machine.model}), ${machine.memoryGb.toFixed(0)} GB; load before the run ${machine.load.toFixed(1)}`
    : '';
  return [head, agreementText(results), speedText(results), accuracyText(results), dropsText(results)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function agreementText({ agreement }: Results): string {
  if (agreement.length === 0) return '';
  const rows = agreement.map(({ model, rows: count, pairs, common, onlyFirst, onlySecond, mostBits }) => [
    model,
    whole(count),
    whole(pairs.own),
    whole(pairs.splink),
    whole(common),
    whole(onlyFirst),
    whole(onlySecond),
    mostBits.toExponential(1),
  ]);
  return `The same job?\n${aligned([['model', 'rows', 'pairs', 'Splink’s pairs', 'common edges', 'only own', 'only Splink', 'bits apart'], ...rows])}`;
}

function speedText({ speed }: Results): string {
  const lines = Object.entries(speed).flatMap(([name, measured]) => linesOf(name, measured));
  if (lines.length === 0) return '';
  const header = ['case', 'engine', 'pairs', 'wall s', 'cpu s', ...STAGES, 'M pairs/s', 'peak MB', 'runs'];
  return `Speed (medians; cold process, CSV in, CSV out)\n${aligned([header, ...lines])}`;
}

function linesOf(name: string, { own, ownOneThread, splink, threads, runs }: Speed): string[][] {
  const line = (engine: string, figures: RunFigures, count: number): string[] => [
    name,
    engine,
    whole(figures.pairsScored),
    figures.wall.toFixed(2),
    figures.cpu?.toFixed(2) ?? '–',
    ...STAGES.map((stage) => figures.stages[stage]?.toFixed(2) ?? '–'),
    (figures.pairsScored / (figures.stages['score'] ?? Number.NaN) / 1e6).toFixed(2),
    whole(figures.peakRssMb),
    String(count),
  ];
  const ratio = (of: (figures: RunFigures) => number | undefined): string => {
    const theirs = splink === undefined ? undefined : of(splink);
    const ours = of(own);
    return theirs === undefined || ours === undefined ? '–' : `${(theirs / ours).toFixed(1)}×`;
  };
  const compared = (stage: string): string =>
    stage === 'score' || stage === 'block' || stage === 'cluster'
      ? ratio((figures) => figures.stages[stage])
      : '';
  return [
    line(`own, ${threads} threads`, own, runs.own),
    ...(ownOneThread === undefined ? [] : [line('own, 1 thread', ownOneThread, runs.own)]),
    ...(splink === undefined
      ? []
      : [
          line(`Splink, ${threads} threads`, splink, runs.splink),
          [
            name,
            'Splink ÷ own',
            '',
            ratio(({ wall }) => wall),
            ratio(({ cpu }) => cpu),
            ...STAGES.map(compared),
            '',
            ratio(({ peakRssMb }) => peakRssMb),
            '',
          ],
        ]),
  ];
}

function accuracyText({ accuracy }: Results): string {
  const rows = Object.entries(accuracy).flatMap(([name, { truePairs, own, splink }]) => {
    const best = Math.max(...splink.map((each) => each.best));
    const verdict = splink.length === 0 ? '' : own.fixed >= best ? 'reached' : 'missed';
    const figures = (of: typeof own): string[] =>
      [of.fixed, of.best, of.clusters, of.b3].map((f1) => f1.toFixed(4));
    return [
      [name, whole(truePairs), 'own, auto', ...figures(own), own.seconds.toFixed(1), verdict],
      ...splink.map((each) => [name, '', each.settings, ...figures(each), each.seconds.toFixed(1), '']),
    ];
  });
  if (rows.length === 0) return '';
  const header = [
    'file',
    'true pairs',
    'engine',
    'F1 fixed',
    'F1 best',
    'clusters',
    'B³',
    's',
    'fixed ≥ best',
  ];
  return `Accuracy (F1; fixed: the engine’s own threshold, p ≥ 0.5 for Splink)\n${aligned([header, ...rows])}`;
}

function dropsText({ drops }: Results): string {
  if (drops.length === 0) return '';
  const rows = drops.map(({ rows: count, seconds, cpuSeconds, readMb, peakRssMb, runs }) => [
    whole(count),
    seconds.toFixed(2),
    cpuSeconds.toFixed(2),
    whole(readMb),
    whole(peakRssMb),
    String(runs),
  ]);
  return `Drops into an index of 1,000,000 rows on disk\n${aligned([['rows', 's', 'cpu s', 'read MB', 'peak MB', 'runs'], ...rows])}`;
}

const whole = (number: number): string => Math.round(number).toLocaleString('en');

/** Columns as wide as what is in them; the first two to the left, numbers to the right. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_head, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          /^[\d–.,×e+-]*$/.test(cell) && at > 0
            ? cell.padStart(widths[at] ?? 0)
            : cell.padEnd(widths[at] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

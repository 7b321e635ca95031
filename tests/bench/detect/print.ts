import { table } from '#local/main-job/text-table.ts';
import type { Compared } from './evaluate.ts';
import type { Quality } from './quality.ts';
import type { TownReport } from './run-town.ts';

const HEADER = ['', 'first 10', 'first 50', 'first 100', 'recall'];

/** What a town came to, for people. */
export function reportText(report: TownReport): string {
  const { counts, missed, networks } = report;
  const base = (100 * counts.planted) / Math.max(1, counts.population);
  return [
    `${counts.planted} cases among ${counts.population} addresses and companies (${base.toFixed(2)}%); ${counts.listed} on the list`,
    table(HEADER, [
      ...comparedRows('list', report),
      ...Object.entries(report.themes).flatMap(([theme, compared]) => comparedRows(theme, compared)),
    ]),
    table(
      ['look-alike', 'planted', 'on the list'],
      Object.entries(report.lookAlikes).map(([kind, { planted, listed }]) => [
        kind,
        String(planted),
        String(listed),
      ]),
    ),
    `networks found whole: ${percent(networks.whole)} of ${networks.planted}`,
    `random share: ${missed.right} of ${missed.drawn} drawn off the list were right, so ${missed.between[0]} to ${missed.between[1]} are missed; truly ${missed.truly}`,
    `seconds: waves ${report.waveSeconds.map((each) => each.toFixed(1)).join(' · ')}; a dropped file to the refreshed list ${report.dropToListSeconds.toFixed(1)}; all ${report.seconds.toFixed(1)}`,
    '',
  ].join('\n');
}

const comparedRows = (name: string, { list, random, reportCount }: Compared): string[][] => [
  [name, ...qualityCells(list)],
  ['  random order', ...qualityCells(random)],
  ['  by reports', ...qualityCells(reportCount)],
];

const qualityCells = (quality: Quality): string[] => [
  percent(quality.precision10),
  percent(quality.precision50),
  percent(quality.precision100),
  percent(quality.recall),
];

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

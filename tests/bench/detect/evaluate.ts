import { Theme } from '#schemas/finding.ts';
import { type Order, precisionAndRecall, type Quality, randomOrder } from './quality.ts';
import type { Truth } from './truth.ts';

/** What the town's judged version says, by BAG number or KVK number. */
export type Judged = {
  /** Every address and company that could stand on the list. */
  readonly population: readonly string[];
  readonly scores: readonly { readonly subject: string; readonly theme: Theme; readonly score: number }[];
  /** Reports by address. */
  readonly reports: ReadonlyMap<string, number>;
  /** Community by address or company. */
  readonly communities: ReadonlyMap<string, string>;
  /** Findings' subject, and the subjects that its evidence names. */
  readonly together: readonly (readonly string[])[];
};

export type Compared = { readonly list: Quality; readonly random: Quality; readonly reportCount: Quality };

export type Evaluation = Compared & {
  readonly themes: Readonly<Record<string, Compared>>;
  /** Per kind of look-alike: how many there are, and how many stand on the list. */
  readonly lookAlikes: Readonly<Record<string, { readonly planted: number; readonly listed: number }>>;
  readonly networks: { readonly planted: number; readonly whole: number };
};

/**
 * Holds a judged version against the truth. The list is every subject with `candidatePoints` or more, over all themes
 * together, the highest first; a theme's list goes by the theme's score. Recall is the share of the planted cases that
 * stand on the list at all; the other two orders are cut at the list's length.
 */
export function evaluate(judged: Judged, truth: Truth, candidatePoints: number): Evaluation {
  const cases = truth.plants.filter((plant) => plant.fraud);
  const idOf = (plant: (typeof cases)[number]) => plant.numberId ?? plant.kvkNumber ?? '';
  const byReports = ordered(judged.reports);
  const compare = (order: Order, right: ReadonlySet<string>): Compared => ({
    list: precisionAndRecall(order, right),
    random: randomOrder(judged.population.length, order.length, right.size),
    reportCount: precisionAndRecall(byReports.slice(0, Math.max(order.length, 100)), right),
  });
  const total = new Map<string, number>();
  for (const { subject, score } of judged.scores) total.set(subject, (total.get(subject) ?? 0) + score);
  const list = ordered(total, candidatePoints);
  const listed = new Set(list);

  const themes: Record<string, Compared> = {};
  for (const theme of Theme.options) {
    const right = new Set(cases.filter((plant) => plant.theme === theme).map(idOf));
    if (right.size === 0) continue;
    const ofTheme = judged.scores.filter((each) => each.theme === theme);
    const order = ordered(new Map(ofTheme.map(({ subject, score }) => [subject, score])), Number.MIN_VALUE);
    themes[theme] = compare(order, right);
  }

  const guilty = new Set(cases.map(idOf));
  const lookAlikes: Record<string, { planted: number; listed: number }> = {};
  for (const plant of truth.plants) {
    if (plant.fraud || guilty.has(idOf(plant))) continue;
    const kind = (lookAlikes[plant.kind] ??= { planted: 0, listed: 0 });
    kind.planted += 1;
    if (listed.has(idOf(plant))) kind.listed += 1;
  }
  return {
    ...compare(list, guilty),
    themes,
    lookAlikes,
    networks: {
      planted: truth.networks.length,
      whole: share(
        truth.networks.filter((network) => isWhole([...network.addresses, ...network.companies], judged))
          .length,
        truth.networks.length,
      ),
    },
  };
}

/** All of its members in one community, or all named in one finding. */
function isWhole(members: readonly string[], { communities, together }: Judged): boolean {
  const [first] = members;
  const community = communities.get(first ?? '');
  if (community !== undefined && members.every((each) => communities.get(each) === community)) return true;
  return together.some((named) => members.every((each) => named.includes(each)));
}

/** From `least` on, the highest first; equals by name, which says nothing. */
const ordered = (scores: ReadonlyMap<string, number>, least = 0): string[] =>
  [...scores]
    .filter(([, score]) => score >= least)
    .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .map(([subject]) => subject);

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

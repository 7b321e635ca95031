import type { Encoded } from '../encode/encoded.ts';
import type { RowDecision } from '../entities/decision.ts';
import type { Model } from '../model/model.ts';
import { bitsOf } from '../score/bits.ts';
import { weighPairs } from '../score/weigh-pairs.ts';
import { waterfall } from './waterfall.ts';

export type EntityToExplain = {
  readonly encoded: Encoded;
  readonly model: Model;
  /** Rows of the entity. */
  readonly rows: readonly number[];
  /** A row's own id, as it is shown. */
  readonly idOf: (row: number) => string;
  readonly decisions?: readonly RowDecision[];
};

/** Links that are shown one by one; of a larger entity those that hold it together, the strongest way. */
const MOST_LINKS = 45;

/** Why rows are one entity, in lines of text: every link's waterfall, strongest first, and what people decided. */
export function explainEntity(entity: EntityToExplain): string[] {
  const { encoded, model, rows, idOf, decisions = [] } = entity;
  const links = weighedLinks(entity);
  const shown = links.length <= MOST_LINKS ? links : strongestTree(links);
  const weak = links.filter(({ bits }) => bits < bitsOf(model.threshold)).length;
  return [
    `${rows.length === 1 ? '1 record' : `${rows.length} records`}: ${rows.map(idOf).join(', ')}`,
    ...(links.length === 0 ? ['It stands alone: nothing links it to another record.'] : []),
    ...(shown.length < links.length
      ? [
          `${links.length} pairs; shown are the ${shown.length} that hold it together, each the strongest there is.`,
        ]
      : []),
    ...(weak > 0
      ? [`${weak} of its pairs are no links by themselves: other pairs, or people, make them one.`]
      : []),
    ...decisions
      .filter(({ left, right }) => rows.includes(left) || rows.includes(right))
      .map((each) => decisionLine(each, idOf)),
    ...shown.flatMap(({ left, right }) => [
      '',
      `${idOf(left)} and ${idOf(right)}`,
      ...waterfall(encoded, model, left, right).map((line) => `  ${line}`),
    ]),
  ];
}

type Link = { readonly left: number; readonly right: number; readonly bits: number };

/** All pairs of an entity's rows, strongest first (ties: smaller rows). */
function weighedLinks({ encoded, model, rows }: EntityToExplain): Link[] {
  const sorted = rows.toSorted((a, b) => a - b);
  const pairs = sorted.flatMap((left, at) => sorted.slice(at + 1).map((right) => ({ left, right })));
  const bits = weighPairs(encoded, model, {
    count: pairs.length,
    left: Uint32Array.from(pairs, ({ left }) => left),
    right: Uint32Array.from(pairs, ({ right }) => right),
  });
  return pairs
    .map((pair, at) => ({ ...pair, bits: bits[at] ?? 0 }))
    .toSorted((a, b) => b.bits - a.bits || a.left - b.left || a.right - b.right);
}

/** Of links, strongest first, those that bring together what no stronger ones do (Kruskal 1956). */
function strongestTree(links: readonly Link[]): Link[] {
  const group = new Map<number, number>();
  const find = (row: number): number => {
    const next = group.get(row);
    return next === undefined ? row : find(next);
  };
  return links.filter(({ left, right }) => {
    const [one, other] = [find(left), find(right)];
    if (one !== other) group.set(one, other);
    return one !== other;
  });
}

function decisionLine(
  { left, right, decision, by, on, why }: RowDecision,
  idOf: (row: number) => string,
): string {
  const what = decision === 'must' ? 'are one' : 'are not one';
  return `Decided by ${by} on ${on}: ${idOf(left)} and ${idOf(right)} ${what}: ${why}`;
}

import type { Evaluation } from '#link/engine/evaluate/evaluate.ts';
import type { Edges } from '#link/engine/score/edges.ts';

type Found = { readonly precision: number; readonly recall: number; readonly f1: number };

export type Question = {
  readonly truth: Int32Array;
  readonly inputs?: Uint8Array;
  readonly edges: Edges;
  readonly entity: Int32Array;
  readonly threshold: number;
  readonly covers: (left: number, right: number) => boolean;
};

/** The same figures by going through all pairs of rows, in sets of texts. */
export function bruteForce(question: Question): Evaluation {
  const { truth, inputs, edges, entity } = question;
  const judged = [...truth.keys()].filter((row) => (truth[row] ?? -1) >= 0);
  const asked = judged.flatMap((left) =>
    judged.flatMap((right) =>
      left < right && !(inputs && inputs[left] === inputs[right]) ? [{ left, right }] : [],
    ),
  );
  const name = ({ left, right }: { left: number; right: number }) => `${left} ${right}`;
  const all = new Set(asked.map(name));
  const same = (labels: Int32Array) =>
    new Set(asked.filter(({ left, right }) => labels[left] === labels[right]).map(name));
  const trues = same(truth);
  const weighed = [...edges.bits.keys()]
    .map((at) => ({
      name: name({ left: edges.left[at] ?? -1, right: edges.right[at] ?? -1 }),
      bits: edges.bits[at] ?? 0,
    }))
    .filter((edge) => all.has(edge.name));
  const at = (bits: number) =>
    score(new Set(weighed.filter((edge) => edge.bits >= bits).map((edge) => edge.name)), trues);
  const log2odds = Math.log2(question.threshold / (1 - question.threshold));
  let best = { threshold: 1, ...at(Number.POSITIVE_INFINITY) };
  for (const bits of [...new Set(weighed.map((edge) => edge.bits))].toSorted((a, b) => b - a))
    if (at(bits).f1 > best.f1) best = { threshold: 1 / (1 + 2 ** -bits), ...at(bits) };
  const found = asked.filter((pair) => trues.has(name(pair)) && question.covers(pair.left, pair.right));
  return {
    pairs: { fixed: { threshold: question.threshold, ...at(log2odds) }, best },
    clusters: { ...score(same(entity), trues), b3: bCubed(judged, truth, entity) },
    blockingRecall: trues.size === 0 ? 1 : found.length / trues.size,
  };
}

function score(said: ReadonlySet<string>, trues: ReadonlySet<string>): Found {
  const right = [...said].filter((pair) => trues.has(pair)).length;
  const precision = said.size === 0 ? 1 : right / said.size;
  const recall = trues.size === 0 ? 1 : right / trues.size;
  if (said.size + trues.size === 0) return { precision, recall, f1: 1 };
  return { precision, recall, f1: (2 * right) / (said.size + trues.size) };
}

function bCubed(rows: readonly number[], truth: Int32Array, entity: Int32Array): Found {
  if (rows.length === 0) return { precision: 1, recall: 1, f1: 1 };
  const mean = (share: (row: number) => number) =>
    rows.reduce((sum, row) => sum + share(row), 0) / rows.length;
  const overlap = (row: number, of: Int32Array) => {
    const mates = rows.filter((other) => of[other] === of[row]);
    const both = mates.filter((other) => truth[other] === truth[row] && entity[other] === entity[row]);
    return both.length / mates.length;
  };
  const precision = mean((row) => overlap(row, entity));
  const recall = mean((row) => overlap(row, truth));
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

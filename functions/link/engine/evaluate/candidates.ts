import type { BlockingRule } from '../model/blocking-rule.ts';
import type { Column } from '../table/table.ts';
import { type Labels, jointLabels, sizesOf } from './joint-labels.ts';

/** Per rule and row the block that the row stands in, −1 if in none that is looked at. */
export type BlockOf = readonly Int32Array[];

/**
 * Which rows each rule brings together, by the words of `BlockingRule` and on the codes themselves (no hashed keys): a
 * second way to the same candidates, by which those of the scoring are judged. Throws RangeError for an unknown field.
 */
export function blocksOf(rules: readonly BlockingRule[], fieldOf: (name: string) => Column): BlockOf {
  return rules.map((rule) => {
    const [first, ...others] = rule.fields.map((name) => fieldOf(name).codes);
    if (!first) throw new RangeError(`blocking rule ${rule.name} has no field`);
    const blocks = jointLabels([first, ...others]);
    const sizes = sizesOf(blocks);
    const cut = rule.subField === undefined ? undefined : subBlocks(blocks, fieldOf(rule.subField));
    const cutSizes = cut && sizesOf(cut);
    return blocks.of.map((block, row) => {
      if (block < 0) return -1;
      if ((sizes[block] ?? 0) <= rule.largestBlock) return block;
      const part = cut?.of[row] ?? -1;
      // Behind the numbers of whole blocks.
      return part >= 0 && (cutSizes?.[part] ?? 0) <= rule.largestBlock ? blocks.count + part : -1;
    });
  });
}

const subBlocks = (blocks: Labels, { codes }: Column): Labels => jointLabels([blocks.of, codes]);

/** Whether any rule brings the two rows together. */
export const isCandidate = (blocks: BlockOf, left: number, right: number): boolean =>
  blocks.some((of) => {
    const block = of[left] ?? -1;
    return block >= 0 && of[right] === block;
  });

/** Pairs of one true entity, across inputs if these are told apart, and how many of them a rule brings together. */
export function countFound(truth: Int32Array, inputs: Uint8Array | undefined, blocks: BlockOf): number {
  const classes = jointLabels([truth]);
  const rowsOf = groupedRows(classes);
  let found = 0;
  for (const rows of rowsOf)
    for (let one = 0; one < rows.length; one++)
      for (let other = one + 1; other < rows.length; other++) {
        const left = rows[one] ?? 0;
        const right = rows[other] ?? 0;
        if (inputs && inputs[left] === inputs[right]) continue;
        if (isCandidate(blocks, left, right)) found++;
      }
  return found;
}

/** Rows by label, of labels with more than one row. */
function* groupedRows(labels: Labels): Generator<Int32Array> {
  const sizes = sizesOf(labels);
  const start = new Int32Array(labels.count + 1);
  for (let label = 0; label < labels.count; label++)
    start[label + 1] = (start[label] ?? 0) + (sizes[label] ?? 0);
  const next = start.slice();
  const rows = new Int32Array(start[labels.count] ?? 0);
  labels.of.forEach((label, row) => {
    if (label < 0) return;
    const position = next[label] ?? 0;
    rows[position] = row;
    next[label] = position + 1;
  });
  for (let label = 0; label < labels.count; label++)
    if ((sizes[label] ?? 0) > 1) yield rows.subarray(start[label], start[label + 1]);
}

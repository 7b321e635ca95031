import type { Blocks } from '../block/blocks.ts';
import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { BlockingRule } from '../model/blocking-rule.ts';

/** Part `index` of `count`: the blocks whose key hashes to it. */
export type Partition = { readonly index: number; readonly count: number };

/** Leaves of a rule's blocks those of one partition; which rule finds a pair is decided over all blocks. */
export function blocksOfPartition(
  encoded: Encoded,
  rule: BlockingRule,
  blocks: Blocks,
  partition: Partition,
): Blocks {
  const columns = rule.fields.map((field) => fieldOf(encoded, field));
  const rows = new Uint32Array(new SharedArrayBuffer(blocks.rows.byteLength));
  const starts = new Uint32Array(new SharedArrayBuffer(blocks.starts.byteLength));
  let used = 0;
  let count = 0;
  for (let block = 0; block + 1 < blocks.starts.length; block++) {
    const members = blocks.rows.subarray(blocks.starts[block], blocks.starts[block + 1]);
    let hash = 0;
    for (const { codes } of columns)
      hash = Math.imul(hash ^ (codes[members[0] ?? 0] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
    if (((hash ^ (hash >>> 16)) >>> 0) % partition.count !== partition.index) continue;
    rows.set(members, used);
    used += members.length;
    count += 1;
    starts[count] = used;
  }
  return { ...blocks, rows: rows.subarray(0, used), starts: starts.subarray(0, count + 1) };
}

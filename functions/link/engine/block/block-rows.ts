import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { BlockingRule } from '../model/blocking-rule.ts';
import { type Column, UNKNOWN } from '../table/table.ts';
import { defineTask } from '../threads/task.ts';
import { type Blocks, IN_NO_BLOCK, type LargeBlock } from './blocks.ts';
import { groupRows } from './group-rows.ts';

/** Brings together the rows that know and agree on all fields of a rule. */
export function blockRows(encoded: Encoded, rule: BlockingRule): Blocks {
  const columns = rule.fields.map((field) => fieldOf(encoded, field));
  const sub = rule.subField === undefined ? undefined : fieldOf(encoded, rule.subField);
  const rows = rowsThatMayMeet(encoded.rows, columns);
  const found = new Finder(rule, rows.length, encoded.rows);
  groupRows(rows, columns, (sorted, from, to) => {
    if (to - from <= rule.largestBlock) found.add(sorted, from, to);
    else found.addLarge(sorted.subarray(from, to), sub);
  });
  return found.blocks();
}

export const blockRowsTask = defineTask(
  import.meta.url,
  'blockRowsTask',
  ({ encoded, rule }: { encoded: Encoded; rule: BlockingRule }): Blocks => blockRows(encoded, rule),
);

/** Rows that know all columns, and whose texts other rows have as well, as far as the counts are of these rows. */
function rowsThatMayMeet(rows: number, columns: readonly Column[]): Uint32Array {
  const all = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) all[row] = row;
  return columns.reduce(keepWhatMayMeet, all);
}

/** In place: gives the part of `rows` that is left. */
function keepWhatMayMeet(rows: Uint32Array<ArrayBuffer>, { codes, texts }: Column): Uint32Array<ArrayBuffer> {
  const { counts } = texts;
  const alone = texts.known === undefined ? 1 : -1;
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const code = codes[row] ?? UNKNOWN;
    if (code < 0 || counts[code] === alone) continue;
    rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** Collects blocks as they are found, on shared memory. */
class Finder {
  private readonly rule: BlockingRule;
  private readonly rows: Uint32Array;
  private readonly starts: Uint32Array;
  private readonly blockOfRow: Int32Array;
  private readonly large: LargeBlock[] = [];
  private used = 0;
  private count = 0;

  constructor(rule: BlockingRule, most: number, rows: number) {
    this.rule = rule;
    this.rows = new Uint32Array(new SharedArrayBuffer(4 * most));
    this.starts = new Uint32Array(new SharedArrayBuffer(4 * ((most >> 1) + 1)));
    this.blockOfRow = new Int32Array(new SharedArrayBuffer(4 * rows));
    for (let row = 0; row < rows; row++) this.blockOfRow[row] = IN_NO_BLOCK - row;
  }

  add(sorted: Uint32Array, from: number, to: number): void {
    const { rows, blockOfRow, count } = this;
    let used = this.used;
    for (let at = from; at < to; at++) {
      const row = sorted[at] ?? 0;
      rows[used++] = row;
      blockOfRow[row] = count;
    }
    this.used = used;
    this.count = count + 1;
    this.starts[this.count] = used;
  }

  addLarge(block: Uint32Array, sub: Column | undefined): void {
    let covered = 0;
    if (sub) {
      const known = block.filter((row) => (sub.codes[row] ?? UNKNOWN) >= 0);
      covered = known.length;
      groupRows(known, [sub], (sorted, from, to) => {
        if (to - from <= this.rule.largestBlock) this.add(sorted, from, to);
        else covered -= to - from;
      });
    }
    this.large.push({
      rule: this.rule.name,
      row: block[0] ?? 0,
      rows: block.length,
      cut: sub !== undefined,
      rowsLeftOut: block.length - covered,
    });
  }

  blocks(): Blocks {
    return {
      rule: this.rule.name,
      rows: this.rows.subarray(0, this.used),
      starts: this.starts.subarray(0, this.count + 1),
      blockOfRow: this.blockOfRow,
      large: this.large,
    };
  }
}

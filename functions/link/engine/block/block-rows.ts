import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { BlockingRule } from '../model/blocking-rule.ts';
import { type Column, UNKNOWN } from '../table/table.ts';
import { defineTask } from '../threads/task.ts';
import { type Blocks, IN_NO_BLOCK, type LargeBlock } from './blocks.ts';
import { sortRows } from './sort-rows.ts';

/** Brings together the rows that know and agree on all fields of a rule. */
export function blockRows(encoded: Encoded, rule: BlockingRule): Blocks {
  const columns = rule.fields.map((field) => fieldOf(encoded, field));
  const sub = rule.subField === undefined ? undefined : fieldOf(encoded, rule.subField);
  const sorted = sortRows(rowsThatMayMeet(encoded.rows, columns), columns);
  const found = new Finder(rule, sorted.length, encoded.rows);
  forEachRun(sorted, columns, (from, to) => {
    if (to - from <= rule.largestBlock) found.add(sorted.subarray(from, to));
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
  const kept = new Uint32Array(rows);
  let count = 0;
  rows: for (let row = 0; row < rows; row++) {
    for (const { codes, texts } of columns) {
      const code = codes[row] ?? UNKNOWN;
      if (code < 0 || (texts.known === undefined && texts.counts[code] === 1)) continue rows;
    }
    kept[count++] = row;
  }
  return kept.subarray(0, count);
}

/** Calls back for each stretch of two or more sorted rows that agree on all columns. */
function forEachRun(
  sorted: Uint32Array,
  columns: readonly Column[],
  onRun: (from: number, to: number) => void,
): void {
  let from = 0;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && agree(columns, sorted[i - 1] ?? 0, sorted[i] ?? 0)) continue;
    if (i - from > 1) onRun(from, i);
    from = i;
  }
}

function agree(columns: readonly Column[], a: number, b: number): boolean {
  for (const { codes } of columns) if (codes[a] !== codes[b]) return false;
  return true;
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

  add(block: Uint32Array): void {
    this.rows.set(block, this.used);
    for (const row of block) this.blockOfRow[row] = this.count;
    this.used += block.length;
    this.count += 1;
    this.starts[this.count] = this.used;
  }

  addLarge(block: Uint32Array, sub: Column | undefined): void {
    let covered = 0;
    if (sub) {
      const known = block.filter((row) => (sub.codes[row] ?? UNKNOWN) >= 0);
      const cut = sortRows(known, [sub]);
      covered = known.length;
      forEachRun(cut, [sub], (from, to) => {
        if (to - from <= this.rule.largestBlock) this.add(cut.subarray(from, to));
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

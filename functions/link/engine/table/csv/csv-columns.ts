import { TextDictionary } from '../text-dictionary.ts';
import { BATCH_ROWS, CsvCells, type CsvProblem } from './csv-cells.ts';

/** Records of CSV text straight into columns of codes. */
export class CsvColumns {
  rows = 0;
  problem: CsvProblem | undefined;
  /** Of the columns that are wanted. */
  readonly dictionaries: readonly TextDictionary[];
  /** Per wanted column, one code per row; longer than `rows`. */
  readonly codes: Int32Array<ArrayBuffer>[];
  /** Indexes of the wanted columns among all. */
  readonly #wanted: readonly number[];
  readonly #cells: CsvCells;
  #capacity: number;

  /** `wanted`: per column of the file, whether it is. */
  constructor(wanted: readonly boolean[], delimiter: number, expectedRows: number) {
    this.#cells = new CsvCells(wanted.length, delimiter);
    this.#wanted = wanted.flatMap((is, column) => (is ? [column] : []));
    this.#capacity = expectedRows + BATCH_ROWS;
    this.dictionaries = this.#wanted.map(() => new TextDictionary());
    this.codes = this.dictionaries.map(() => new Int32Array(this.#capacity));
  }

  /** Like `CsvCells.read`, of as many records as there are. */
  read(buffer: Uint8Array, start: number, limit: number, end: number, fileEnds: boolean): number {
    const cells = this.#cells;
    let at = start;
    for (;;) {
      const next = cells.read(buffer, at, limit, end, fileEnds);
      this.problem = cells.problem;
      if (this.problem || next === at) return next;
      this.#take(buffer, cells.rows);
      at = next;
      if (at >= limit) return at;
    }
  }

  #take(buffer: Uint8Array, rows: number): void {
    if (this.rows + rows > this.#capacity) this.#grow();
    const cells = this.#cells;
    for (const [at, dictionary] of this.dictionaries.entries()) {
      const codes = this.codes[at];
      const first = (this.#wanted[at] ?? 0) * BATCH_ROWS;
      if (cells.doubled) for (let cell = first; cell < first + rows; cell++) cells.makeSingle(buffer, cell);
      if (codes) dictionary.addCells(buffer, cells, first, rows, codes, this.rows);
    }
    this.rows += rows;
  }

  #grow(): void {
    this.#capacity = Math.ceil(this.#capacity * 1.5);
    for (const [column, codes] of this.codes.entries())
      this.codes[column] = new Int32Array(codes.buffer.transfer(4 * this.#capacity));
  }
}

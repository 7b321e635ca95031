import type { ColumnValues } from '#ports';
import { textPacker } from './text-packer.ts';
import { valueCoder } from './value-coder.ts';

/** Gathers one column's values, row after row. */
export type ColumnKeeper = {
  /** Rows between this and the one before have no value. */
  put(row: number, value: unknown): void;
  readonly isEmpty: boolean;
  values(rows: number): ColumnValues;
};

/** For a column of the table `records`: digests never recur and are packed, the rest is coded. */
export const columnKeeper = (name: string): ColumnKeeper => (DIGESTS.has(name) ? textPacker() : valueCoder());

const DIGESTS: ReadonlySet<string> = new Set(['record_id', 'parent_record_id', 'content_hash', 'bsn_token']);

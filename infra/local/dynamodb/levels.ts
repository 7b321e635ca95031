import { Readable } from 'node:stream';
import db from 'dynalite/db/index.js';
import { PLACE } from '../service.ts';
import type { Range, Rows } from './rows.ts';
import { indexOf, itemsOf, readTable, type Table, TABLES } from './table.ts';

export type Answer = (error: Error | null | undefined, value?: unknown) => void;

/** One ordered key space, as dynalite's actions know it from LevelDB. */
type Level = {
  get(key: string, answer: Answer): void;
  put(key: string, value: unknown, answer: Answer): void;
  del(key: string, answer: Answer): void;
  lock(key: string, locked: (release: (answer: Answer) => Answer) => void): void;
  createKeyStream(range: Range): Readable;
  createValueStream(range: Range): Readable;
};

export type Levels = {
  readonly options: { readonly maxItemSize: number };
  readonly tableDb: Level & { readonly awsAccountId: string; readonly awsRegion: string };
  getItemDb(table: string): Level;
  getIndexDb(kind: string, table: string, index: string): Level;
  getTable(name: string, checkStatus: boolean | Answer, answer?: Answer): void;
};

/**
 * The stores that dynalite's actions read and write. Every callback is called before its call returns, so that an
 * action on single items ends in the turn in which it starts and a transaction can stand around it; only the streams
 * of Query, Scan and ListTables take more turns.
 */
export function openLevels(rows: Rows): Levels {
  function* pick(member: 'key' | 'value', space: string, range: Range): Generator<unknown> {
    for (const row of rows.range(space, range)) yield row[member];
  }

  const level = (space: string): Level => ({
    get: (key, answer) => answer(null, rows.get(space, key)),
    put(key, value, answer) {
      rows.put(space, key, value);
      answer(null);
    },
    del(key, answer) {
      rows.del(space, key);
      answer(null);
    },
    // Nothing else runs within a turn, so whoever asks has the lock.
    lock: (_key, locked) => locked((answer) => answer),
    createKeyStream: (range) => Readable.from(pick('key', space, range)),
    createValueStream: (range) => Readable.from(pick('value', space, range)),
  });
  const tableDb = level(TABLES);
  return {
    options: { maxItemSize: db.MAX_SIZE },
    tableDb: { ...tableDb, awsAccountId: PLACE.account, awsRegion: PLACE.region },
    getItemDb: (table) => level(itemsOf(table)),
    getIndexDb: (kind, table, index) => level(indexOf(kind, table, index)),
    getTable(name, checkStatus, answer) {
      const tell = typeof checkStatus === 'function' ? checkStatus : answer;
      let table: Table;
      try {
        table = readTable(rows, name);
      } catch (error) {
        tell?.(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      tell?.(null, table);
    },
  };
}

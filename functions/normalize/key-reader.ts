import type { RecordId } from '#schemas/ids.ts';
import type { SourceContract } from '#schemas/sources/contract.ts';
import type { RecordMaker } from './record-maker.ts';
import type { Row } from './row.ts';

export type KeyReader = {
  /** The subject of a rejected row, where its natural key was read. */
  read(key: Row | undefined): RecordId | undefined;
  /** Holds an accepted row's subject against what would have been read of its key. */
  check(row: Row, subject: RecordId): void;
};

/**
 * Knows whom a rejected row is about by its natural key alone. Whether a source's normalizer makes ids of just that
 * key is looked at on the first good row; where it does not, no key counts as read.
 */
export function keyReader(contract: SourceContract, make: RecordMaker): KeyReader {
  let agrees: boolean | undefined;
  const idOf = (row: Row): RecordId | undefined => {
    const key: string[] = [];
    for (const field of contract.naturalKey) {
      const value = row.get(field);
      if (value === null || value === undefined) return undefined;
      key.push(String(value));
    }
    return make.subjectId(key);
  };
  return {
    read: (key) => (agrees === false || key === undefined ? undefined : idOf(key)),
    check: (row, subject) => {
      agrees ??= idOf(row) === subject;
    },
  };
}

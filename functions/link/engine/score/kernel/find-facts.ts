import { dayInterval } from '../../compare/day-interval.ts';
import { bigrams, words } from '../../compare/jaccard.ts';
import { numberOf } from '../../compare/number.ts';
import type { Texts } from '../../table/table.ts';
import { defineTask } from '../../threads/task.ts';
import { type Facts, RECORD_BYTES } from './facts.ts';
import { chooseMarks, MOST_COUNTED, TOO_MANY, writeLetters } from './letter-marks.ts';

type Order = {
  readonly memory: ArrayBufferLike;
  readonly facts: Facts;
  readonly texts: Texts;
  readonly alike: readonly Texts[];
};
type TextAt = { readonly bytes: Uint8Array; readonly from: number; readonly to: number };

/** Fills in what `facts` has laid out for all texts of one field; marks are chosen for all of `alike`. */
export const findFacts = defineTask(
  import.meta.url,
  'findFacts',
  ({ memory, facts, texts, alike }: Order): void => {
    const { size, bytes, offsets } = texts;
    const write = writerOf(memory, facts, texts, alike);
    for (let code = 0; code < size; code++)
      write(code, { bytes, from: offsets[code] ?? 0, to: offsets[code + 1] ?? 0 });
  },
);

function writerOf(
  memory: ArrayBufferLike,
  facts: Facts,
  texts: Texts,
  alike: readonly Texts[],
): (code: number, text: TextAt) => void {
  // The record of an unknown text stands before the first one.
  const records = facts.records - RECORD_BYTES;
  const numbers = new Uint32Array(memory, records, 4 * (texts.size + 1));
  switch (facts.kind) {
    case 'letters': {
      new Uint8Array(memory, facts.content, texts.bytes.length).set(texts.bytes);
      new Uint32Array(memory, facts.offsets, texts.size + 1).set(texts.offsets.subarray(0, texts.size + 1));
      const marks = chooseMarks(alike);
      return (code, text) => writeLetters(numbers, 4 * (code + 1), text, marks);
    }
    case 'bigrams':
      return setWriter(memory, facts, numbers, texts, (text) => bigrams(text));
    case 'words': {
      const ids = new Map<string, number>();
      return setWriter(memory, facts, numbers, texts, (text) => {
        const found = new Set<number>();
        for (const word of words(text)) {
          const id = ids.get(word) ?? ids.size;
          ids.set(word, id);
          found.add(id);
        }
        return found;
      });
    }
    case 'days': {
      const days = new Int32Array(memory, records, 4 * (texts.size + 1));
      const writeDays = (at: number, from: number, to: number): void => {
        days[at] = from;
        days[at + 1] = to;
      };
      writeDays(0, ...NEVER);
      return (code, { bytes, from, to }) => {
        const interval = dayInterval(bytes.subarray(from, to));
        if (interval) writeDays(4 * (code + 1), interval.from, interval.to);
        else writeDays(4 * (code + 1), ...NEVER);
      };
    }
    case 'number': {
      const view = new DataView(memory, records, RECORD_BYTES * (texts.size + 1));
      const writeNumber = (at: number, value: number): void => {
        view.setFloat64(at, value, true);
        view.setFloat32(at + 8, value, true);
      };
      writeNumber(0, Number.NaN);
      return (code, { bytes, from, to }) =>
        writeNumber(RECORD_BYTES * (code + 1), numberOf(bytes.subarray(from, to)));
    }
  }
}

/** An interval that ends long before it begins, so that it meets no other and is no single day. */
const NEVER = [0x3fff_ffff, -0x3fff_ffff] as const;

/** Sets are written one after the other; a record holds 64 marks by hash, the set's address, its size and marks. */
function setWriter(
  memory: ArrayBufferLike,
  facts: Facts,
  records: Uint32Array,
  texts: Texts,
  membersOf: (text: Uint8Array) => ReadonlySet<number>,
): (code: number, text: TextAt) => void {
  const content = new Uint32Array(memory, facts.content, texts.bytes.length + texts.size);
  let end = 0;
  return (code, { bytes, from, to }) => {
    const members = Uint32Array.from(membersOf(bytes.subarray(from, to))).sort();
    const counted = members.length <= MOST_COUNTED;
    const marks = [0, 0];
    if (counted)
      for (const member of members) {
        const hash = Math.imul(member ^ (member >>> 7), 0x9e3779b1) >>> 26;
        marks[hash >> 5] = (marks[hash >> 5] ?? 0) | (1 << (hash & 31));
      }
    const at = 4 * (code + 1);
    records.set(marks, at);
    records[at + 2] = facts.content + 4 * end;
    records[at + 3] = (counted ? members.length : TOO_MANY) | (ones(marks) << 16);
    content[end] = members.length;
    content.set(members, end + 1);
    end += 1 + members.length;
  };
}

function ones(words: readonly number[]): number {
  let count = 0;
  for (const word of words) for (let rest = word; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

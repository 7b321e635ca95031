import { dayInterval } from '../../compare/day-interval.ts';
import { words } from '../../compare/jaccard.ts';
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
      return setWriter(memory, facts, numbers, texts, ({ bytes, from, to }, members) => {
        for (let at = from; at + 1 < to; at++)
          members[at - from] = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
        return Math.max(0, to - from - 1);
      });
    case 'words': {
      const ids = new Map<string, number>();
      return setWriter(memory, facts, numbers, texts, ({ bytes, from, to }, members) => {
        let count = 0;
        for (const word of words(bytes.subarray(from, to))) {
          const id = ids.get(word) ?? ids.size;
          ids.set(word, id);
          members[count++] = id;
        }
        return count;
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

/** Writes the members of a text's set into `members`, in any order, the same more than once; returns how many. */
type MembersOf = (text: TextAt, members: Uint32Array) => number;

/** Sets are written one after the other; a record holds 64 marks by hash, the set's address, its size and marks. */
function setWriter(
  memory: ArrayBufferLike,
  facts: Facts,
  records: Uint32Array,
  texts: Texts,
  membersOf: MembersOf,
): (code: number, text: TextAt) => void {
  const content = new Uint32Array(memory, facts.content, texts.bytes.length + texts.size);
  let end = 0;
  let members = new Uint32Array(1 << 10);
  return (code, text) => {
    if (text.to - text.from > members.length) members = new Uint32Array(2 * (text.to - text.from));
    const size = distinct(members, membersOf(text, members));
    const counted = size <= MOST_COUNTED;
    let low = 0;
    let high = 0;
    for (let at = 0; at < size; at++) {
      const member = members[at] ?? 0;
      content[end + 1 + at] = member;
      const mark = Math.imul(member ^ (member >>> 7), 0x9e3779b1) >>> 26;
      if (!counted) continue;
      if (mark < 32) low |= 1 << mark;
      else high |= 1 << (mark - 32);
    }
    const at = 4 * (code + 1);
    records[at] = low;
    records[at + 1] = high;
    records[at + 2] = facts.content + 4 * end;
    records[at + 3] = (counted ? size : TOO_MANY) | ((ones(low) + ones(high)) << 16);
    content[end] = size;
    end += 1 + size;
  };
}

/** So many are sorted by insertion. */
const FEW = 48;

/** Sorts the first `count` numbers and leaves each once; returns how many are left. */
function distinct(numbers: Uint32Array, count: number): number {
  if (count > FEW) numbers.subarray(0, count).sort();
  else
    for (let at = 1; at < count; at++) {
      const number = numbers[at] ?? 0;
      let place = at;
      for (; place > 0 && (numbers[place - 1] ?? 0) > number; place--)
        numbers[place] = numbers[place - 1] ?? 0;
      numbers[place] = number;
    }
  let left = 0;
  for (let at = 0; at < count; at++)
    if (at === 0 || numbers[at] !== numbers[left - 1]) numbers[left++] = numbers[at] ?? 0;
  return left;
}

function ones(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

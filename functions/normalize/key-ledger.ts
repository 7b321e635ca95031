import type { RecordId } from '#schemas/ids.ts';

export type KeyLedger = {
  /** The line on which a key was seen first; undefined where that is now. */
  lineBefore(id: RecordId, line: number): number | undefined;
  /** Forgets all keys. A second ledger beside this one would take its memory twice. */
  clear(): void;
};

/**
 * Remembers natural keys, as their subjects' record ids, and the lines on which they came: 16 bytes a slot, for a file
 * of a gigabyte has millions. Open addressing with linear probing (Knuth, TAOCP vol. 3, 6.4). Of an id 90 bits are
 * held against each other: among ten million keys two would be taken for one with a chance below 10⁻¹³.
 * `most`: how many keys come at most.
 */
export function keyLedger(most: number): KeyLedger {
  const slots = 2 ** Math.ceil(Math.log2(Math.max(most, 1) * SLOTS_PER_KEY));
  const table = new Uint32Array(slots * SLOT_WORDS);
  let free = slots;
  return {
    lineBefore: (id, line) => {
      const [first, second, third] = [wordOf(id, 0), wordOf(id, 1), wordOf(id, 2)];
      for (let slot = first & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
        const at = slot * SLOT_WORDS;
        const before = table[at + 3] ?? 0;
        if (before === 0) {
          if (free === 1) throw new RangeError(`more than ${most} keys came`);
          free -= 1;
          table[at] = first;
          table[at + 1] = second;
          table[at + 2] = third;
          table[at + 3] = line;
          return undefined;
        }
        if (table[at] === first && table[at + 1] === second && table[at + 2] === third) return before;
      }
    },
    clear: () => {
      table.fill(0);
      free = slots;
    },
  };
}

const SLOT_WORDS = 4;
/** Load at most 5/8, so that probes stay short. */
const SLOTS_PER_KEY = 1.6;

/** Which of `shares` parts of about equal size a key belongs to. */
export const shareOf = (id: RecordId, shares: number): number => (shares === 1 ? 0 : wordOf(id, 3) % shares);

/** The six base-32 characters of an id (`rec-` and 26 of them) from number 6 × `index` on, as 30 bits. */
function wordOf(id: RecordId, index: number): number {
  const from = 'rec-'.length + index * 6;
  let word = 0;
  for (let at = from; at < from + 6; at += 1) {
    const code = id.charCodeAt(at);
    word = (word << 5) | (code >= 97 ? code - 97 : code - 24);
  }
  return word;
}

import type { Encoded } from '../encode/encoded.ts';
import { InputError } from '../table/input-error.ts';
import { type Column, type Texts, UNKNOWN } from '../table/table.ts';
import { textAt } from '../table/text-at.ts';
import { findIds, NO_SLOT } from './find-ids.ts';
import { FieldHashes, keyOffsets, keysOfRows } from './keys.ts';
import type { OpenIndex } from './open-index.ts';
import { readRows } from './read-rows.ts';
import type { RowStore } from './row-store.ts';
import { columnsOf } from './row-words.ts';
import { SlotSet } from './slot-set.ts';
import { readKeys } from './slot-lists.ts';

/** Rows that a drop brings, as the model sees them, with frozen frequencies, and what they are known by. */
export type DropRows = { readonly encoded: Encoded; readonly ids: Column };

/** What a drop comes to. */
export type Identified = {
  /** Rows of the drop that are new or differ from what is known, in their order. */
  readonly fresh: Uint32Array;
  /** Their numbers in order of arrival; a correction keeps that of the row it corrects. */
  readonly numbers: Uint32Array;
  /** Slots that they correct, NO_SLOT for new rows. */
  readonly corrects: Uint32Array;
  /** Keys of the fresh rows under all rules. */
  readonly keys: Uint32Array;
  /** Slots of rows that are withdrawn or corrected, ascending, and their keys under all rules. */
  readonly gone: Uint32Array;
  readonly goneKeys: Uint32Array;
  readonly withdrawn: Uint32Array;
  readonly unchanged: number;
};

/**
 * Finds out which rows of a drop are new, which correct a known row, and which say nothing new. Adds to a new store all
 * rows of the drop, in their order, then what is known of them and of the rows to be withdrawn.
 */
export async function identify(
  index: OpenIndex,
  drop: DropRows,
  withdraw: Texts,
  store: RowStore,
  counted: readonly boolean[],
): Promise<Identified> {
  const { manifest, objects, segments } = index;
  const { encoded, ids } = drop;
  addDropRows(store, drop, manifest.stored);
  const blocking = manifest.model.blocking;
  const width = keyOffsets(blocking).at(-1) ?? 0;
  const slotOfCode = await findIds(index, ids.texts);
  const known = new SlotSet(manifest.nextSlot);
  for (const slot of slotOfCode) if (slot !== NO_SLOT) known.add(slot);
  const withdrawn = await slotsToWithdraw(index, withdraw, known);
  for (const slot of withdrawn) known.add(slot);
  const knownSlots = known.slots();
  await readRows(objects, segments, knownSlots, store, counted);
  const knownKeys = await readKeys(index, knownSlots, width);
  const placeOf = new Map<number, number>();
  for (const [at, slot] of knownSlots.entries()) placeOf.set(slot, at);

  const keys = keysOfRows(new FieldHashes(encoded), blocking, encoded.rows, (row) => row);
  const fresh: number[] = [];
  const numbers: number[] = [];
  const corrects: number[] = [];
  const gone = new SlotSet(manifest.nextSlot);
  for (const slot of withdrawn) gone.add(slot);
  let next = manifest.nextRow;
  for (let row = 0; row < encoded.rows; row++) {
    const slot = slotOfCode[ids.codes[row] ?? UNKNOWN] ?? NO_SLOT;
    const place = placeOf.get(slot);
    const old = place === undefined ? -1 : encoded.rows + place;
    const isKnown = place !== undefined && store.id(old) === textAt(ids, ids.codes[row] ?? UNKNOWN);
    if (isKnown && sameTexts(store, row, old) && sameKeys(keys, row, knownKeys, place, width)) continue;
    fresh.push(row);
    numbers.push(isKnown ? (store.numbers[old] ?? 0) : next++);
    corrects.push(isKnown ? slot : NO_SLOT);
    if (isKnown) gone.add(slot);
  }
  const goneSlots = gone.slots();
  return {
    fresh: Uint32Array.from(fresh),
    numbers: Uint32Array.from(numbers),
    corrects: Uint32Array.from(corrects),
    keys: gather(keys, fresh, width),
    gone: goneSlots,
    goneKeys: gather(
      knownKeys,
      [...goneSlots].map((slot) => placeOf.get(slot) ?? 0),
      width,
    ),
    withdrawn,
    unchanged: encoded.rows - fresh.length,
  };
}

/** Throws if an id is not known, or comes in the drop as well. */
async function slotsToWithdraw(index: OpenIndex, withdraw: Texts, inDrop: SlotSet): Promise<Uint32Array> {
  const slots = await findIds(index, withdraw);
  for (const [code, slot] of slots.entries()) {
    const id = textAt({ texts: withdraw }, code);
    if (slot === NO_SLOT)
      throw new InputError(
        `${id} can't be withdrawn: the index has no row with that ${index.manifest.idColumn}`,
      );
    if (inDrop.has(slot))
      throw new InputError(`${id} is withdrawn and comes in the drop as well; do one of them`);
  }
  return slots.toSorted();
}

/** All rows of the drop; their slots and numbers are not known yet. */
function addDropRows(store: RowStore, { encoded, ids }: DropRows, stored: readonly string[]): void {
  const codesHere = columnsOf(encoded, stored).map(({ texts }, field) => {
    const codes = new Int32Array(texts.size);
    for (let code = 0; code < texts.size; code++)
      codes[code] =
        store.fields[field]?.texts.learn(
          texts.bytes,
          texts.offsets[code] ?? 0,
          texts.offsets[code + 1] ?? 0,
          texts.counts[code] ?? 0,
        ) ?? UNKNOWN;
    return codes;
  });
  const columns = columnsOf(encoded, stored);
  store.reserve(encoded.rows);
  for (let row = 0; row < encoded.rows; row++) {
    const code = ids.codes[row] ?? UNKNOWN;
    const from = ids.texts.offsets[code] ?? 0;
    store.add(0, NO_SLOT, ids.texts.bytes, from, (ids.texts.offsets[code + 1] ?? 0) - from);
    for (let field = 0; field < columns.length; field++)
      store.fields[field]?.set(row, codesHere[field]?.[columns[field]?.codes[row] ?? UNKNOWN] ?? UNKNOWN);
  }
}

const sameTexts = (store: RowStore, one: number, other: number): boolean =>
  store.fields.every((field) => field.code(one) === field.code(other));

function sameKeys(keys: Uint32Array, row: number, known: Uint32Array, place: number, width: number): boolean {
  for (let word = 0; word < width; word++)
    if (keys[row * width + word] !== known[place * width + word]) return false;
  return true;
}

function gather(keys: Uint32Array, rows: readonly number[], width: number): Uint32Array {
  const gathered = new Uint32Array(rows.length * width);
  for (const [at, row] of rows.entries())
    gathered.set(keys.subarray(row * width, (row + 1) * width), at * width);
  return gathered;
}

import type { BlockingRule } from '../model/blocking-rule.ts';
import type { StoredWords } from './look-up.ts';
import type { Manifest, Part, Segment } from './manifest.ts';
import type { IndexObjects } from './objects.ts';
import { readWords } from './parts.ts';

/** A segment with all in memory that is needed to find anything in it: about 1 % of its bytes. */
export type OpenSegment = {
  readonly firstSlot: number;
  readonly slots: number;
  readonly texts: readonly number[];
  readonly pages: Part;
  /** Where each row page begins, in words, and where the last one ends. */
  readonly pageStarts: Uint32Array;
  /** Per slot its keys under all rules, one after the other; 0 where it has none. */
  readonly keys: Part;
  /** Per rule [key, subkey if the rule has one, slot, |REMOVED]. */
  readonly rules: readonly StoredWords[];
  /** [hash of id, slot]. */
  readonly ids: StoredWords;
  /** [slot, other slot, bits as two words]; both ways; not a number = removed. */
  readonly edges: StoredWords;
  /** [slot, entity]. */
  readonly entities: StoredWords;
  /** [entity that ended, entity that it went into, NO_ENTITY if into none]. */
  readonly aliases: StoredWords;
  /** Slots of earlier segments that are dead since this one; ascending. */
  readonly dead: Uint32Array;
};

/** Set in the slot of an entry that takes an earlier one back. */
export const REMOVED = 0x8000_0000;

/** 32-bit words of a key, and those of a further key to cut blocks by. */
export const keyWordsOf = (rule: BlockingRule): 2 | 4 => (rule.subField === undefined ? 2 : 4);

/** The sorted lists of a segment: words per entry, and how many of them are its key. */
export const LISTS = {
  ids: { stride: 3, keyWords: 2 },
  edges: { stride: 4, keyWords: 1 },
  entities: { stride: 2, keyWords: 1 },
  aliases: { stride: 2, keyWords: 1 },
} as const;

export async function openSegment(
  objects: IndexObjects,
  { model }: Pick<Manifest, 'model'>,
  segment: Segment,
): Promise<OpenSegment> {
  const part = (name: string): Part => {
    const found = segment.parts[name];
    if (!found) throw new Error(`The index is damaged: a segment has no part ${name}`);
    return found;
  };
  const rules = model.blocking.map((rule, at) => ({ name: `rule ${at}`, keyWords: keyWordsOf(rule) }));
  const lists = ['ids', 'edges', 'entities', 'aliases', ...rules.map(({ name }) => name)];
  const names = ['page starts', 'dead', ...lists.map(fences)];
  const [pageStarts, dead, ids, edges, entities, aliases, ...ruleFences] = await readWords(
    objects,
    names.map(part),
  );
  if (!pageStarts || !dead || !ids || !edges || !entities || !aliases)
    throw new Error('The index is damaged: a segment lacks a part');
  return {
    firstSlot: segment.firstSlot,
    slots: segment.slots,
    texts: segment.texts,
    pages: part('pages'),
    pageStarts,
    keys: part('keys'),
    rules: rules.map(({ name, keyWords }, at) => ({
      part: part(name),
      stride: keyWords + 1,
      keyWords,
      fences: ruleFences[at] ?? new Uint32Array(),
    })),
    ids: { part: part('ids'), ...LISTS.ids, fences: ids },
    edges: { part: part('edges'), ...LISTS.edges, fences: edges },
    entities: { part: part('entities'), ...LISTS.entities, fences: entities },
    aliases: { part: part('aliases'), ...LISTS.aliases, fences: aliases },
    dead,
  };
}

export const fences = (list: string): string => `${list} fences`;

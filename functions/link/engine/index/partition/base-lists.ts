import type { Model } from '../../model/model.ts';
import type { BaseRows } from '../base.ts';
import type { StoredWords } from '../look-up.ts';
import type { Part } from '../manifest.ts';
import type { IndexObjects } from '../objects.ts';
import { readWords } from '../parts.ts';
import type { StoredField } from '../row-store.ts';
import type { OpenSegment } from '../segment.ts';
import { fences, keyWordsOf } from '../segment.ts';

/** A base that is written but not linked yet, with all in memory that is needed to find its rows by their keys. */
export type BaseLists = Pick<
  OpenSegment,
  'firstSlot' | 'slots' | 'texts' | 'pages' | 'pageStarts' | 'keys' | 'rules'
> & {
  readonly fields: readonly StoredField[];
};

export const listOf = ({ rules }: BaseLists, rule: number): StoredWords => {
  const list = rules[rule];
  if (!list) throw new RangeError(`There is no rule ${rule}`);
  return list;
};

export async function openBaseLists(
  objects: IndexObjects,
  { rows, texts, fields, parts }: Omit<BaseRows, 'slotOf'>,
  model: Model,
): Promise<BaseLists> {
  const part = (name: string): Part => {
    const found = parts[name];
    if (!found) throw new Error(`Part ${name} was not written`);
    return found;
  };
  const names = model.blocking.map((_, at) => `rule ${at}`);
  const [pageStarts = new Uint32Array(), ...ruleFences] = await readWords(objects, [
    part('page starts'),
    ...names.map((name) => part(fences(name))),
  ]);
  return {
    firstSlot: 0,
    slots: rows,
    texts,
    pages: part('pages'),
    pageStarts,
    keys: part('keys'),
    rules: model.blocking.map((rule, at) => ({
      part: part(names[at] ?? ''),
      stride: keyWordsOf(rule) + 1,
      keyWords: keyWordsOf(rule),
      fences: ruleFences[at] ?? new Uint32Array(),
    })),
    fields,
  };
}

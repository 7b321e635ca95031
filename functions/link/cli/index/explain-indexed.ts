import type { RowDecision } from '../../engine/entities/decision.ts';
import { explainEntity } from '../../engine/explain/explain-entity.ts';
import { rowsOfSlots } from '../../engine/index/rows-of-slots.ts';
import { foundEntity } from './found-entity.ts';
import { openFolder } from './open-folder.ts';
import type { LookupOptions } from './options.ts';

/** Why the records of an entity are one, by the model and the frequencies that the index has frozen. Throws InputError. */
export async function explainIndexed({ index: folder, id }: LookupOptions): Promise<string> {
  const { index } = await openFolder(folder);
  const { slots, how } = await foundEntity(index, id);
  const { model, decisions } = index.manifest;
  const { encoded, idOf, rows } = await rowsOfSlots(index, slots);
  const rowOf = new Map(rows.map((row) => [idOf(row), row]));
  const decided = decisions.flatMap((decision): RowDecision[] => {
    const [left, right] = [rowOf.get(decision.left), rowOf.get(decision.right)];
    return left === undefined || right === undefined ? [] : [{ ...decision, left, right }];
  });
  const lines = explainEntity({ encoded, model, rows, idOf, decisions: decided });
  return `${[how, ...lines].join('\n')}\n`;
}

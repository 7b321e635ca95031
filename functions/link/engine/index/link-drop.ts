import { encode } from '../encode/encode.ts';
import type { Encoded } from '../encode/encoded.ts';
import { InputError } from '../table/input-error.ts';
import type { Table } from '../table/table.ts';
import { applyDrop, type DropResult, type DropTools } from './apply-drop.ts';
import type { Decision } from '../entities/decision.ts';
import type { OpenIndex } from './open-index.ts';
import { idsOf } from './row-ids.ts';
import { frozenCounts } from './terms.ts';

export type DropInput = {
  /** Rows as they are now, known by their first column: new ones, and corrections of known ones. */
  readonly table: Table;
  /** Ids of rows to be withdrawn. */
  readonly withdraw: readonly string[];
  /** What people decided since. */
  readonly decisions: readonly Decision[];
};

/** Derives a drop's fields with the frozen term frequencies of the base, and links it. Throws InputError. */
export async function linkDrop(
  index: OpenIndex,
  { table, withdraw, decisions }: DropInput,
  tools: DropTools,
): Promise<DropResult & { readonly encodeSeconds: number }> {
  const { manifest, objects } = index;
  const started = tools.now();
  const ids = idsOf(table, 'The drop');
  if (ids.name !== manifest.idColumn)
    throw new InputError(
      `The drop's first column is ${ids.name}; rows of this index are known by ${manifest.idColumn}. Put that first.`,
    );
  const encoded = await encode(table, manifest.model.fields, tools.pool);
  const fields = new Map(encoded.fields);
  for (const terms of manifest.terms) {
    const column = fields.get(terms.field);
    if (!column) continue;
    const counts = await frozenCounts(objects, terms, column.texts);
    fields.set(terms.field, { ...column, texts: { ...column.texts, counts, known: terms.known } });
  }
  const frozen: Encoded = { ...encoded, fields };
  const encodeSeconds = (tools.now() - started) / 1000;
  const result = await applyDrop(index, { rows: { encoded: frozen, ids }, withdraw, decisions }, tools);
  return { ...result, encodeSeconds };
}

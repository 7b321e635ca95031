import { encode } from '#link/engine/encode/encode.ts';
import type { Encoded } from '#link/engine/encode/encoded.ts';
import { resolveEntities } from '#link/engine/entities/resolve-entities.ts';
import type { Decision } from '#link/engine/entities/decision.ts';
import { termFields } from '#link/engine/index/terms.ts';
import type { Model } from '#link/engine/model/model.ts';
import { bitsOf } from '#link/engine/score/bits.ts';
import { scorePairs } from '#link/engine/score/score-pairs.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import { textAt } from '#link/engine/table/text-at.ts';
import type { Table } from '#link/engine/table/table.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { type Cells, COLUMNS } from './small-town.ts';

export const tableOf = (rows: Iterable<readonly [string, Cells]>): Table =>
  tableOfRows(
    COLUMNS,
    [...rows].map(([id, cells]) => [id, ...cells.map((cell) => (cell === '' ? null : cell))]),
  );

/** Frequencies as they were in a base: field → text → rows. */
export type Frozen = ReadonlyMap<
  string,
  { readonly known: number; readonly rows: ReadonlyMap<string, number> }
>;

export async function frozenOf(base: Table, model: Model): Promise<Frozen> {
  const encoded = await encode(base, model.fields, openPool(1));
  return new Map(
    [...termFields(model).keys()].map((field) => {
      const column = encoded.fields.get(field);
      if (!column) throw new Error(field);
      const rows = new Map(Array.from(column.texts.counts, (count, code) => [textAt(column, code), count]));
      return [field, { rows, known: column.texts.counts.reduce((sum, count) => sum + count, 0) }];
    }),
  );
}

/** What one link of all rows gives, with nothing from before but the model and its frequencies: sets of ids. */
export async function fullLink(
  rows: ReadonlyMap<string, Cells>,
  model: Model,
  frozen: Frozen,
  decisions: readonly Decision[],
): Promise<string[]> {
  const pool = openPool(1);
  const encoded = freeze(await encode(tableOf(rows), model.fields, pool), frozen);
  const { edges } = await scorePairs(encoded, model, { pool, keepBits: bitsOf(model.threshold) });
  const place = new Map([...rows.keys()].map((id, at) => [id, at]));
  const pairs = (decision: Decision['decision']) => {
    const found = decisions.flatMap((each) => {
      const [one, other] = [place.get(each.left), place.get(each.right)];
      return each.decision !== decision || one === undefined || other === undefined
        ? []
        : [[Math.min(one, other), Math.max(one, other)] as const];
    });
    return {
      count: found.length,
      left: Uint32Array.from(found, ([left]) => left),
      right: Uint32Array.from(found, ([, right]) => right),
    };
  };
  const { entity } = await resolveEntities({
    encoded,
    model,
    edges,
    mustLink: pairs('must'),
    cannotLink: pairs('cannot'),
  });
  return partition([...rows.keys()], (at) => entity[at] ?? -1);
}

/** Groups as sorted texts, to compare partitions whatever their groups are called. */
export function partition<Name>(ids: readonly string[], nameOf: (at: number) => Name): string[] {
  const groups = new Map<Name, string[]>();
  for (const [at, id] of ids.entries()) groups.set(nameOf(at), [...(groups.get(nameOf(at)) ?? []), id]);
  return [...groups.values()].map((group) => group.toSorted().join(' ')).toSorted();
}

function freeze(encoded: Encoded, frozen: Frozen): Encoded {
  const fields = new Map(encoded.fields);
  for (const [field, { rows, known }] of frozen) {
    const column = fields.get(field);
    if (!column) continue;
    const counts = Uint32Array.from(
      { length: column.texts.size },
      (_, code) => rows.get(textAt(column, code)) ?? 0,
    );
    fields.set(field, { ...column, texts: { ...column.texts, counts, known } });
  }
  return { ...encoded, fields };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIndex } from '#link/engine/index/build-index.ts';
import { compact } from '#link/engine/index/compact.ts';
import { currentEntity } from '#link/engine/index/current-entity.ts';
import { NO_ENTITY } from '#link/engine/index/entity-id.ts';
import { linkDrop } from '#link/engine/index/link-drop.ts';
import type { Decision } from '#link/engine/entities/decision.ts';
import type { IndexObjects } from '#link/engine/index/objects.ts';
import { openIndex } from '#link/engine/index/open-index.ts';
import { standingRows } from '#link/engine/index/standing-rows.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { frozenOf, fullLink, partition, tableOf } from './full-link.ts';
import { memoryObjects } from './memory-objects.ts';
import { type Cells, smallModel } from './small-town.ts';

const pool = openPool(1);
const now = () => 0;

/** Few values, so that rows meet, blocks cross their limits and links contradict each other. */
const cells: fc.Arbitrary<Cells> = fc.tuple(
  fc.constantFrom('anna', 'anne', 'annet', 'bert', 'bart', 'cor', ''),
  fc.constantFrom('1970', '1971', '1972', ''),
  fc.constantFrom('Sas', 'Oos', ''),
  fc.constantFrom('1', '2', '3', '4', '5', '6', ''),
);
const ids = Array.from({ length: 18 }, (_, at) => `r${at}`);
const idOf = fc.constantFrom(...ids);

type Step =
  | { readonly do: 'rows'; readonly rows: readonly (readonly [string, Cells])[] }
  | { readonly do: 'withdraw'; readonly id: string }
  | { readonly do: 'decide'; readonly decision: Decision };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .uniqueArray(fc.tuple(idOf, cells), { minLength: 1, maxLength: 4, selector: ([id]) => id })
      .map((rows): Step => ({ do: 'rows', rows })),
  },
  { weight: 3, arbitrary: idOf.map((id): Step => ({ do: 'withdraw', id })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('must' as const, 'cannot' as const),
        fc.uniqueArray(idOf, { minLength: 2, maxLength: 2 }),
      )
      .map(
        ([decision, [left = '', right = '']]): Step => ({
          do: 'decide',
          decision: { decision, left, right, by: 'b', on: '2026-01-02', why: 'w' },
        }),
      ),
  },
);

async function entitiesNow(objects: IndexObjects): Promise<Map<string, number>> {
  const { store, entity } = await standingRows(await openIndex(objects));
  return new Map(Array.from(entity, (each, row) => [store.id(row), each]));
}

/** As people see it: ids of rows per entity, without what the entities are called. */
const groupsOf = (entityOf: ReadonlyMap<string, number>) => {
  const all = [...entityOf.keys()];
  return partition(all, (at) => entityOf.get(all[at] ?? ''));
};

/** Names of entities by the rows that they keep: the piece with most earlier rows, then the oldest entity. */
function expectStable(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): void {
  const shares = new Map<string, number>();
  for (const [id, entity] of after) {
    const old = before.get(id);
    if (old !== undefined) shares.set(`${old} ${entity}`, (shares.get(`${old} ${entity}`) ?? 0) + 1);
  }
  const names = new Set(after.values());
  for (const [key, rows] of shares) {
    const [old = -1, name = -1] = key.split(' ').map(Number);
    if (old === name) continue;
    // Rows moved from one name to another: then either the old name stands with at least as many of its rows, or
    // the new one had more rows of its own, or it is as strong and older, or its own name went on to a larger share.
    const kept = shares.get(`${old} ${old}`) ?? 0;
    const own = shares.get(`${name} ${name}`) ?? 0;
    const reason = names.has(old) ? kept >= rows || own >= rows : own > rows || (own === rows && name < old);
    expect(reason, `${old} → ${name}`).toBe(true);
  }
}

async function play(
  base: readonly (readonly [string, Cells])[],
  steps: readonly Step[],
  limits: { readonly largestBlock: number; readonly linkage: 'average' | 'single' },
): Promise<void> {
  const model = smallModel(limits);
  const objects = memoryObjects();
  const rows = new Map(base);
  const baseTable = tableOf(rows);
  const frozen = await frozenOf(baseTable, model);
  await buildIndex(objects, baseTable, model, { pool, name: 'base', now });
  let decisions: Decision[] = [];
  let before = await entitiesNow(objects);
  expect(groupsOf(before)).toEqual(await fullLink(rows, model, frozen, decisions));
  const ended = new Set<number>();
  for (const [at, each] of steps.entries()) {
    const index = await openIndex(objects);
    const drop = {
      table: tableOf(each.do === 'rows' ? each.rows : []),
      withdraw: [] as string[],
      decisions: [] as Decision[],
    };
    if (each.do === 'rows') for (const [id, row] of each.rows) rows.set(id, row);
    if (each.do === 'withdraw') {
      if (!rows.delete(each.id)) continue;
      drop.withdraw.push(each.id);
    }
    if (each.do === 'decide') {
      // People's decisions never contradict each other here; that is tested with clustering.
      const one = each.decision;
      if (decisions.some((other) => touches(other, one))) continue;
      decisions = [...decisions, one];
      drop.decisions.push(one);
    }
    const { changes } = await linkDrop(index, drop, { pool, now, object: `drop ${at}` });
    const after = await entitiesNow(objects);
    expect(groupsOf(after)).toEqual(await fullLink(rows, model, frozen, decisions));
    expectStable(before, after);
    for (const change of changes) {
      happened.add(change.event);
      if (change.event === 'merged' || change.event === 'dissolved') ended.add(change.entity);
    }
    if (at % 3 === 2) {
      const { unneeded } = await compact(await openIndex(objects), `base ${at}`);
      await objects.remove(unneeded);
      expect(await entitiesNow(objects)).toEqual(after);
    }
    const opened = await openIndex(objects);
    for (const entity of ended) {
      expect([...after.values()]).not.toContain(entity);
      const current = await currentEntity(opened, entity);
      if (current !== NO_ENTITY) expect([...after.values()]).toContain(current);
    }
    before = after;
  }
}

/** What became of entities in all sequences. */
const happened = new Set<string>();

const touches = (one: Decision, other: Decision): boolean =>
  [one.left, one.right].some((id) => id === other.left || id === other.right);

describe('an index that drops, corrections and withdrawals go into', () => {
  const base = fc.uniqueArray(fc.tuple(idOf, cells), { minLength: 1, maxLength: 12, selector: ([id]) => id });

  it.each(['single', 'average'] as const)(
    'has the entities of one full link of all rows, and keeps their ids (%s link)',
    async (linkage) => {
      await fc.assert(
        fc.asyncProperty(
          base,
          fc.array(step, { minLength: 3, maxLength: 8 }),
          fc.integer({ min: 2, max: 6 }),
          (rows, steps, largestBlock) => play(rows, steps, { largestBlock, linkage }),
        ),
        { numRuns: 100, seed: 7 },
      );
      expect([...happened].toSorted((one, other) => one.localeCompare(other))).toEqual([
        'created',
        'dissolved',
        'extended',
        'merged',
        'reduced',
        'split',
      ]);
    },
    // Seconds of work; a machine that is busy with much else takes minutes.
    240_000,
  );
});

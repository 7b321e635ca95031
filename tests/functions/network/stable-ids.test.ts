import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Communities, stableIds } from '#network/stable-ids.ts';
import type { EntityId } from '#schemas/ids.ts';
import { home } from './network-town.ts';

const group = (...names: readonly string[]): EntityId[] => names.map(home).toSorted();
const letters = (text: string) => group(...text.split(''));

/** The communities of version after version; what changed in the last one. */
function over(...versions: readonly (readonly (readonly EntityId[])[])[]) {
  let before: Communities = new Map();
  let changes: ReturnType<typeof stableIds>['changes'] = [];
  const all: Communities[] = [];
  for (const [at, found] of versions.entries()) {
    const now = stableIds(found, before, at + 1);
    before = now.communities;
    changes = now.changes;
    all.push(before);
  }
  return { all, changes };
}
const idOf = (communities: Communities | undefined, member: EntityId | undefined) =>
  [...(communities ?? [])].find(([, members]) => member !== undefined && members.includes(member))?.[0];

describe('the ids of communities', () => {
  it('stay while members come and go', () => {
    const { all, changes } = over([letters('abcd')], [letters('bcdef')], [letters('cdefg')]);
    expect(new Set(all.map((each) => [...each.keys()].join())).size).toBe(1);
    expect(changes).toEqual([]);
  });

  it.each([
    ['created', [], [letters('abc')], 0, 3],
    ['grown', [letters('abc')], [letters('abcd')], 3, 4],
    ['shrunk', [letters('abcd')], [letters('abc')], 4, 3],
    ['dissolved', [letters('abc')], [], 3, 0],
  ] as const)('%s', (event, before, after, members_before, members_after) => {
    const { changes } = over(before, after);
    expect(changes).toMatchObject([{ event, members_before, members_after, other_community_id: null }]);
  });

  it('merge into the one that most members come from', () => {
    const { all, changes } = over([letters('abcd'), letters('xyz')], [letters('abcdxyz')]);
    const big = idOf(all[0], home('a'));
    expect([...(all[1]?.keys() ?? [])]).toEqual([big]);
    expect(new Set(changes.map(({ event }) => event))).toEqual(new Set(['grown', 'merged']));
    expect(changes.find(({ event }) => event === 'merged')).toMatchObject({
      community_id: idOf(all[0], home('x')),
      other_community_id: big,
      members_before: 3,
      members_after: 7,
    });
  });

  it('split: the larger part keeps the id, the other tells where it came from', () => {
    const { all, changes } = over([letters('abcdxyz')], [letters('abcd'), letters('xyz')]);
    const whole = idOf(all[0], home('a'));
    expect(idOf(all[1], home('a'))).toBe(whole);
    expect(changes.find(({ event }) => event === 'split')).toEqual({
      community_id: idOf(all[1], home('x')),
      event: 'split',
      other_community_id: whole,
      members_before: 7,
      members_after: 3,
    });
  });

  it('follow members that merged into another entity', () => {
    const [before] = over([letters('abc')]).all;
    const aliases = new Map([
      [home('a'), home('x')],
      [home('b'), home('y')],
    ]);
    const { communities } = stableIds([letters('xyz')], before ?? new Map(), 2, aliases);
    expect([...communities.keys()]).toEqual([...(before ?? new Map()).keys()]);
  });

  it('never come back as another’s', () => {
    // The first members part again from those who joined them: the id stays with the many.
    const { all } = over([letters('abc')], [letters('abcdefgh')], [letters('abc'), letters('defgh')]);
    expect(idOf(all[2], home('d'))).toBe(idOf(all[0], home('a')));
    expect(idOf(all[2], home('a'))).not.toBe(idOf(all[0], home('a')));
  });

  /** A town of 30 members, each in one of 6 communities or in none. */
  const town = fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 30, maxLength: 30 });
  const grouped = (places: readonly number[]): EntityId[][] =>
    Array.from({ length: 6 }, (_, group) =>
      places.flatMap((place, member) => (place === group ? [home(String(member))] : [])).toSorted(),
    ).filter((members) => members.length > 0);

  it('hold over any changes', () => {
    fc.assert(
      fc.property(fc.array(town, { minLength: 2, maxLength: 5 }), (towns) => {
        const { all, changes } = over(...towns.map(grouped));
        const now: Communities = all.at(-1) ?? new Map();
        const before: Communities = all.at(-2) ?? new Map();
        // Every member once, every community once.
        expect([...now.values()].flat().length).toBe(towns.at(-1)?.filter((place) => place >= 0).length);
        expect(now.size).toBe(grouped(towns.at(-1) ?? []).length);
        // Every change is of a community that is or was; each has one at most; sizes are true.
        expect(new Set(changes.map((each) => each.community_id)).size).toBe(changes.length);
        for (const each of changes) {
          if (each.event === 'merged' || each.event === 'dissolved')
            expect(now.has(each.community_id)).toBe(false);
          else expect(now.get(each.community_id)?.length).toBe(each.members_after);
          if (each.other_community_id !== null)
            expect(now.has(each.other_community_id) || before.has(each.other_community_id)).toBe(true);
        }
        // What changed nothing keeps its id.
        for (const [id, members] of before)
          for (const [other, others] of now) if (members.join() === others.join()) expect(other).toBe(id);
        // Nobody who was together with most of a community loses its id to a smaller part.
        for (const [id, members] of now) {
          const old = before.get(id);
          if (!old) continue;
          const rivals = [...now].filter(
            ([other, others]) =>
              !before.has(other) &&
              others.filter((each: EntityId) => old.includes(each)).length >
                members.filter((each: EntityId) => old.includes(each)).length,
          );
          expect(rivals).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

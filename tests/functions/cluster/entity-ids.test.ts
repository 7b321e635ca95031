import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignEntityIds } from '#cluster/entity-ids.ts';
import { entityChanges } from '#cluster/entity-events.ts';
import { EntityId, type RecordId } from '#schemas/ids.ts';
import { recordId } from '#tests/functions/link/records.ts';

const entity = (letter: string) => EntityId.parse(`per-${letter.repeat(26)}`);
const [A, B] = [entity('a'), entity('b')];
const [r1, r2, r3, r4, r5] = ['1', '2', '3', '4', '5'].map(recordId).toSorted();
if (!r1 || !r2 || !r3 || !r4 || !r5) throw new Error('five records');

const previously = (...of: [RecordId, EntityId][]) => new Map(of);
const persons = (...groups: RecordId[][]) => groups.map((records) => ({ kind: 'person' as const, records }));

function become(groups: RecordId[][], before: ReadonlyMap<RecordId, EntityId>) {
  const used = new Set(before.values());
  const of = persons(...groups);
  const ids = assignEntityIds(of, before, (id) => used.has(id));
  const identified = of.flatMap((group, index) => {
    const id = ids[index];
    return id ? [{ ...group, id }] : [];
  });
  return { ids, events: entityChanges(identified, before) };
}

describe('entity ids', () => {
  it('are new and deterministic for new records', () => {
    const { ids, events } = become([[r1, r2]], previously());
    expect(become([[r1, r2]], previously()).ids).toEqual(ids);
    expect(events).toEqual([{ entity_id: ids[0], event: 'created', other_entity_id: null }]);
  });

  it('stay when records come', () => {
    const { ids, events } = become([[r1, r2]], previously([r2, A]));
    expect(ids).toEqual([A]);
    expect(events).toEqual([{ entity_id: A, event: 'extended', other_entity_id: null }]);
  });

  it('on a merge are the id of which more records are there; ties: the smaller id', () => {
    expect(become([[r1, r2, r3]], previously([r1, A], [r2, B], [r3, B])).ids).toEqual([B]);
    const { ids, events } = become([[r1, r2]], previously([r1, B], [r2, A]));
    expect(ids).toEqual([A]);
    expect(events).toEqual([
      { entity_id: A, event: 'extended', other_entity_id: null },
      { entity_id: B, event: 'merged', other_entity_id: A },
    ]);
  });

  it('on a split stay with the larger piece; ties: the one with the smaller record', () => {
    const { ids, events } = become([[r1], [r2, r3]], previously([r1, A], [r2, A], [r3, A]));
    expect(ids[1]).toBe(A);
    expect(events).toEqual([{ entity_id: ids[0], event: 'split', other_entity_id: A }]);
    expect(become([[r1], [r2]], previously([r1, A], [r2, A])).ids[0]).toBe(A);
  });

  it('end when nothing is left', () => {
    expect(become([], previously([r1, A])).events).toEqual([
      { entity_id: A, event: 'dissolved', other_entity_id: null },
    ]);
  });

  it('are never used again', () => {
    const [first] = become([[r1, r2]], previously()).ids;
    const [again] = assignEntityIds(persons([r1, r2]), previously(), (id) => id === first);
    expect(again).not.toBe(first);
  });

  it('do not pass to another kind', () => {
    const [id] = assignEntityIds([{ kind: 'company', records: [r1] }], previously([r1, A]), () => false);
    expect(id).toMatch(/^com-/);
    const events = entityChanges([{ kind: 'company', records: [r1], id: id ?? A }], previously([r1, A]));
    expect(events.map(({ event }) => event).toSorted()).toEqual(['created', 'dissolved']);
  });

  it('are distinct, and each goes to a group that holds a record of it, whatever the regrouping', () => {
    const records = [r1, r2, r3, r4, r5];
    const grouping = fc.array(fc.nat(3), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(grouping, grouping, (before, after) => {
        const previous = new Map(records.map((id, index) => [id, entity('abcd'.charAt(before[index] ?? 0))]));
        const groups = [0, 1, 2, 3]
          .map((number) => records.filter((_id, index) => after[index] === number))
          .filter((group) => group.length > 0);
        const { ids, events } = become(groups, previous);
        expect(new Set(ids).size).toBe(groups.length);
        groups.forEach((group, index) => {
          const id = ids[index];
          if ([...previous.values()].some((old) => old === id))
            expect(group.map((record) => previous.get(record))).toContain(id);
        });
        const ended = new Set([...previous.values()].filter((old) => !ids.includes(old)));
        const told = events.filter(({ event }) => event === 'merged').map(({ entity_id }) => entity_id);
        expect(new Set(told)).toEqual(ended);
      }),
    );
  });
});

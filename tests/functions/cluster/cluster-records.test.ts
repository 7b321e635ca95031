import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClusterDelta, type PreviousEntities, clusterRecords } from '#cluster/cluster-records.ts';
import { linkRecords } from '#link/link-records.ts';
import { PERSON_MODEL } from '#link/model.ts';
import type { RecordId } from '#schemas/ids.ts';
import type { Link } from '#schemas/link.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { aRecord, aResident, aSuspect, anAddress, deliveryId } from '#tests/functions/link/records.ts';
import { type Drop, drops, linksAfter, recordsAfter } from '#tests/functions/link/town.ts';

const digest = (domain: string, value: string) => createHash('sha256').update(`${domain} ${value}`).digest();
const referenceOf = new Map([[deliveryId('first'), '2026-10-01']]);

type Town = {
  readonly records: SourceRecord[];
  readonly links: Link[];
  readonly entities: PreviousEntities;
};
const EMPTY: Town = {
  records: [],
  links: [],
  entities: { members: [], entities: [], labels: [], relations: [], aliases: [] },
};

function step(town: Town, drop: Drop): { readonly town: Town; readonly delta: ClusterDelta } {
  const linked = linkRecords({ current: town.records, links: town.links, ...drop, model: PERSON_MODEL });
  const records = recordsAfter(town.records, drop);
  const links = linksAfter(town.links, linked);
  const delta = clusterRecords({
    previous: town.entities,
    records: new Map(records.map((record) => [record.record_id, record])),
    links,
    seeds: [
      ...drop.changed.map((record) => record.record_id),
      ...drop.removed,
      ...linked.added.flatMap((link) => [link.left_record_id, link.right_record_id]),
      ...linked.removed.flat(),
    ],
    referenceOf,
    digest,
  });
  return { town: { records, links, entities: after(town.entities, delta) }, delta };
}

function after(before: PreviousEntities, delta: ClusterDelta): PreviousEntities {
  return {
    members: rows(before.members, delta.members, (row) => row.record_id),
    entities: rows(before.entities, delta.entities, (row) => row.entity_id),
    labels: rows(before.labels, delta.labels, (row) => row.entity_id),
    relations: rows(before.relations, delta.relations, (row) => row.record_id),
    aliases: rows(before.aliases, delta.aliases, (row) => row.entity_id),
  };
}

function rows<Row>(
  before: readonly Row[],
  delta: { readonly changed: readonly Row[]; readonly removed: readonly string[] },
  keyOf: (row: Row) => string,
): Row[] {
  const standing = new Map(before.map((row) => [keyOf(row), row]));
  for (const key of delta.removed) standing.delete(key);
  for (const row of delta.changed) standing.set(keyOf(row), row);
  return [...standing].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Which records are one thing, without the things' names. */
function partitionOf({ members }: PreviousEntities): string[] {
  const groups = Map.groupBy(members, (member) => member.entity_id);
  return [...groups.values()]
    .map((of) =>
      of
        .map((member) => member.record_id)
        .toSorted()
        .join(' '),
    )
    .toSorted();
}

const whole = (records: readonly SourceRecord[]) => step(EMPTY, { changed: records, removed: [] }).town;
const entityOf = ({ entities }: Town, { record_id }: { readonly record_id: RecordId }) =>
  entities.members.find((member) => member.record_id === record_id)?.entity_id;

const PIET = { given_names: 'Piet', surname: 'Jansen', birth_date: '1980-03-12' };

describe('a town', () => {
  const raid = aRecord('raid', { kind: 'event', source: 'raids', event_type: 'raid' });
  const piet = aResident('piet', { ...PIET, given_names: 'Petrus Johannes' });
  const suspect = aSuspect('suspect', { ...PIET, parent_record_id: raid.record_id });

  it('has one person for a resident and the suspect of a raid, and a relation between raid and person', () => {
    const { town } = step(whole([piet]), { changed: [raid, suspect], removed: [] });
    expect(entityOf(town, suspect)).toBe(entityOf(town, piet));
    expect(town.entities.relations).toMatchObject([
      { from_entity_id: entityOf(town, raid), to_entity_id: entityOf(town, piet), role: 'suspect' },
    ]);
  });

  it('does not double who moves: one person, two addresses, one of them ended', () => {
    const home = (street: string, known: Partial<SourceRecord>) =>
      anAddress(street, {
        parent_record_id: piet.record_id,
        street,
        house_number: 1,
        town: 'Voorbeeld',
        ...known,
      });
    const old = home('Kerkweg', { valid_from: '2019-05-01' });
    const before = whole([piet, old]);
    const { town, delta } = step(before, {
      changed: [{ ...old, valid_to: '2026-10-17' }, home('Hoofdstraat', { valid_from: '2026-10-17' })],
      removed: [],
    });
    expect(town.entities.entities.filter((entity) => entity.kind === 'person')).toHaveLength(1);
    const times = town.entities.relations.map(({ since, until }) => ({ since, until }));
    expect(times).toHaveLength(2);
    expect(times).toContainEqual({ since: '2019-05-01', until: '2026-10-17' });
    expect(times).toContainEqual({ since: '2026-10-17', until: null });
    expect(delta.members.changed.map((member) => member.record_id)).not.toContain(piet.record_id);
  });

  it('finds the one P. Jansen of an address, and guesses none where there are two', () => {
    const at = (of: SourceRecord, known: Partial<SourceRecord> = {}) =>
      anAddress(`at ${of.record_id}`, {
        parent_record_id: of.record_id,
        postcode: '1234AB',
        house_number: 5,
        valid_from: '2015-01-01',
        ...known,
      });
    const report = aRecord('report', { kind: 'event', source: 'reports', event_type: 'report' });
    const place = at(report, { source: 'reports', role: 'location', valid_from: '2026-09-03' });
    const mention = aSuspect('mention', {
      given_names: 'P.',
      surname: 'Jansen',
      source: 'reports',
      role: 'mentioned',
      parent_record_id: report.record_id,
    });
    const paul = aResident('paul', { given_names: 'Paul', surname: 'Jansen', birth_date: '2004-05-06' });
    const alone = whole([piet, at(piet), report, place, mention]);
    expect(entityOf(alone, mention)).toBe(entityOf(alone, piet));
    const { town } = step(alone, { changed: [paul, at(paul)], removed: [] });
    expect(entityOf(town, mention)).not.toBe(entityOf(town, piet));
    expect(entityOf(town, mention)).not.toBe(entityOf(town, paul));
    const elsewhere = whole([piet, at(piet, { house_number: 9 }), report, place, mention]);
    expect(entityOf(elsewhere, mention)).not.toBe(entityOf(elsewhere, piet));
  });

  it('keeps twins of one household apart, residents or not', () => {
    const twins = ['Willem', 'Pieter'].map((given_names) => ({ ...PIET, given_names }));
    const residents = twins.map((twin) => aResident(twin.given_names, twin));
    const suspects = twins.map((twin) =>
      aSuspect(`suspect ${twin.given_names}`, { ...twin, parent_record_id: raid.record_id }),
    );
    const homes = residents.map((resident, index) =>
      anAddress(`home ${index}`, {
        parent_record_id: resident.record_id,
        postcode: '1234AB',
        house_number: 5,
      }),
    );
    const place = anAddress('place', {
      source: 'raids',
      role: 'location',
      parent_record_id: raid.record_id,
      postcode: '1234AB',
      house_number: 5,
    });
    for (const present of [residents, []]) {
      const town = whole([raid, place, ...present, ...homes.slice(0, present.length * 2), ...suspects]);
      const persons = new Set(suspects.map((each) => entityOf(town, each)));
      expect(persons.size).toBe(2);
      present.forEach((resident, index) => {
        expect(entityOf(town, resident)).toBe(suspects[index] && entityOf(town, suspects[index]));
      });
    }
  });

  it('remembers where an id went, in one step', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => aSuspect(name, { surname: name }));
    if (!a || !b || !c) throw new Error('three records');
    const same = (record: SourceRecord, bsn_token: string | null) => ({ ...record, bsn_token });
    let { town } = step(whole([a, b, c]), { changed: [], removed: [] });
    const ids = [a, b, c].map((record) => entityOf(town, record));
    ({ town } = step(town, { changed: [same(a, 'x'), same(b, 'x')], removed: [] }));
    ({ town } = step(town, { changed: [same(c, 'x')], removed: [] }));
    const kept = entityOf(town, a);
    const ended = ids.filter((id) => id !== kept);
    expect(ended).toHaveLength(2);
    expect(new Map(town.entities.aliases.map((alias) => [alias.entity_id, alias.into_entity_id]))).toEqual(
      new Map(ended.map((id) => [id, kept])),
    );
  });
});

describe('after any sequence of drops', () => {
  it('records are taken together as in one run over everything', () => {
    fc.assert(
      fc.property(drops, (sequence) => {
        let town = EMPTY;
        for (const drop of sequence) ({ town } = step(town, drop));
        expect(partitionOf(town.entities)).toEqual(partitionOf(whole(town.records).entities));
      }),
      { numRuns: 300 },
    );
  });

  it('no entity has two BSNs, and all tables agree with each other', () => {
    fc.assert(
      fc.property(drops, (sequence) => {
        let town = EMPTY;
        for (const drop of sequence) ({ town } = step(town, drop));
        const { members, entities, labels, relations, aliases } = town.entities;
        const ids = entities.map((entity) => entity.entity_id);
        expect(members.map((member) => member.record_id).toSorted()).toEqual(
          town.records.map((record) => record.record_id).toSorted(),
        );
        expect([...new Set(members.map((member) => member.entity_id))].toSorted()).toEqual(ids.toSorted());
        expect(labels.map((label) => label.entity_id)).toEqual(ids);
        for (const of of Map.groupBy(members, (member) => member.entity_id).values()) {
          const tokens = of.flatMap(
            (member) => town.records.find((record) => record.record_id === member.record_id)?.bsn_token ?? [],
          );
          expect(new Set(tokens).size).toBeLessThan(2);
        }
        const children = town.records.filter(
          (record) =>
            record.parent_record_id !== null && entityOf(town, { record_id: record.parent_record_id }),
        );
        expect(relations.map((relation) => relation.record_id).toSorted()).toEqual(
          children.map((record) => record.record_id).toSorted(),
        );
        for (const { record_id, from_entity_id, to_entity_id } of relations) {
          const child = town.records.find((record) => record.record_id === record_id);
          expect(to_entity_id).toBe(child && entityOf(town, child));
          expect(from_entity_id).toBe(
            child?.parent_record_id && entityOf(town, { record_id: child.parent_record_id }),
          );
        }
        for (const alias of aliases) {
          expect(ids).not.toContain(alias.entity_id);
          if (alias.into_entity_id !== null) expect(ids).toContain(alias.into_entity_id);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the same drops give the same ids, and a drop that changes nothing changes nothing', () => {
    fc.assert(
      fc.property(drops, (sequence) => {
        const run = () => sequence.reduce<Town>((town, drop) => step(town, drop).town, EMPTY);
        const town = run();
        expect(run().entities).toEqual(town.entities);
        const { delta } = step(town, { changed: town.records, removed: [] });
        const nothing = { changed: [], removed: [] };
        expect(delta).toEqual({
          events: [],
          members: nothing,
          entities: nothing,
          labels: nothing,
          relations: nothing,
          aliases: nothing,
        });
      }),
    );
  });
});

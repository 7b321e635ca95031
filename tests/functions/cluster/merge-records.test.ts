import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRecords } from '#cluster/merge-records.ts';
import type { Link } from '#schemas/link.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { aBagAddress, aResident, aSuspect } from '#tests/functions/link/records.ts';
import { aLink } from './links.ts';

const merge = (records: readonly SourceRecord[], links: readonly Link[]) =>
  mergeRecords(new Map(records.map((record) => [record.record_id, record])), links);
const together = (groups: readonly (readonly string[])[], a: SourceRecord, b: SourceRecord) =>
  groups.some((group) => group.includes(a.record_id) && group.includes(b.record_id));

const father = aResident('father', { given_names: 'Piet', birth_date: '1950-01-02' });
const son = aResident('son', { given_names: 'Paul', birth_date: '1980-05-06' });

describe('taking records together', () => {
  it('never puts two BSNs into one entity, also when they meet only through others', () => {
    const [a, b] = [aSuspect('a'), aSuspect('b')];
    const groups = merge([father, son, a, b], [aLink(father, a, 9), aLink(a, b, 8), aLink(b, son, 7)]);
    expect(together(groups, father, b)).toBe(true);
    expect(together(groups, father, son)).toBe(false);
  });

  it('never puts two BAG numbers into one address', () => {
    const [one, other] = [aBagAddress('1'), aBagAddress('2')];
    expect(merge([one, other], [aLink(one, other, 30, 'address')])).toHaveLength(2);
  });

  it('follows the stronger link first', () => {
    const mention = aSuspect('mention');
    const groups = merge([father, son, mention], [aLink(father, mention, 5), aLink(son, mention, 12)]);
    expect(together(groups, son, mention)).toBe(true);
  });

  it('leaves a mention alone that fits two people about equally well', () => {
    const mention = aSuspect('mention', { given_names: 'P.' });
    const links = [aLink(father, mention, 6), aLink(son, mention, 7)];
    expect(merge([father, son, mention], links)).toHaveLength(3);
  });

  it('takes a toss-up for one also when the weaker of the two is below the cluster probability', () => {
    const mention = aSuspect('mention', { given_names: 'P.' });
    expect(merge([father, son, mention], [aLink(father, mention, 4), aLink(son, mention, 2)])).toHaveLength(
      3,
    );
    expect(merge([father, son, mention], [aLink(father, mention, 6), aLink(son, mention, 2)])).toHaveLength(
      2,
    );
  });

  it('does not let a weighed link join housemates', () => {
    const one = aSuspect('one', { given_names: 'Piet', birth_date: '1950-01-02' });
    const other = aSuspect('other', { given_names: 'Willem', birth_date: '1980-05-06' });
    const between = aSuspect('between');
    const groups = merge([one, other, between], [aLink(one, between, 9), aLink(other, between, 8)]);
    expect(together(groups, one, other)).toBe(false);
  });

  it('lets an equal BSN join what looks like housemates', () => {
    const one = aSuspect('one', { given_names: 'Piet', birth_date: '1950-01-02', bsn_token: 'same' });
    const other = aSuspect('other', { given_names: 'Willem', birth_date: '1980-05-06', bsn_token: 'same' });
    expect(merge([one, other], [aLink(one, other, 40, 'key')])).toHaveLength(1);
  });

  it('passes over links that are too weak or between kinds', () => {
    const address = aBagAddress('1');
    expect(
      merge([father, son, address], [aLink(father, aSuspect('x'), 9), aLink(father, address, 30)]),
    ).toHaveLength(3);
    expect(merge([aSuspect('a'), aSuspect('b')], [aLink(aSuspect('a'), aSuspect('b'), 3)])).toHaveLength(2);
  });
});

describe('what people decided', () => {
  const [a, b, c] = [aSuspect('a'), aSuspect('b'), aSuspect('c')];
  const same = (one: SourceRecord, other: SourceRecord) => aLink(one, other, 40, 'decision');
  const apart = (one: SourceRecord, other: SourceRecord) => aLink(one, other, -40, 'decision');

  it('joins what nothing else joins, housemates too', () => {
    const one = aSuspect('one', { given_names: 'Piet', birth_date: '1950-01-02' });
    const other = aSuspect('other', { given_names: 'Willem', birth_date: '1980-05-06' });
    expect(merge([one, other], [same(one, other)])).toHaveLength(1);
  });

  it('keeps apart whom links join, by way of others too', () => {
    const groups = merge([a, b, c], [aLink(a, b, 9), aLink(b, c, 6), apart(a, c)]);
    expect(together(groups, a, b)).toBe(true);
    expect(together(groups, a, c)).toBe(false);
    expect(together(groups, b, c)).toBe(false);
  });

  it('keeps apart whom an equal key joins', () => {
    const [one, other, third] = [
      aSuspect('one', { bsn_token: 'same' }),
      aSuspect('other', { bsn_token: 'same' }),
      aSuspect('third', { bsn_token: 'same' }),
    ];
    const links = [aLink(one, other, 40, 'key'), aLink(one, third, 40, 'key'), apart(other, third)];
    const groups = merge([one, other, third], links);
    expect(together(groups, other, third)).toBe(false);
    expect(groups).toHaveLength(2);
  });

  it('never puts two BSNs into one entity, even so', () => {
    expect(merge([father, son], [same(father, son)])).toHaveLength(2);
    const groups = merge([father, son, a], [same(father, a), same(a, son)]);
    expect(together(groups, father, son)).toBe(false);
  });
});

const people = Array.from({ length: 9 }, (_, index) =>
  aSuspect(`person-${index}`, { bsn_token: index < 4 ? `bsn-${index % 3}` : null }),
);
const someLinks = fc
  .array(fc.tuple(fc.nat(8), fc.nat(8), fc.integer({ min: 1, max: 20 })), { maxLength: 16 })
  .map((drawn) => {
    const links = new Map<string, Link>();
    for (const [a, b, bits] of drawn) {
      const [one, other] = [people[a], people[b]];
      if (!one || !other || a === b) continue;
      const link = aLink(one, other, bits);
      links.set(`${link.left_record_id} ${link.right_record_id}`, link);
    }
    return [...links.values()];
  });

describe('whatever the links', () => {
  it('every record is in one group, no group holds two BSNs, and no group is made without a way of links', () => {
    fc.assert(
      fc.property(someLinks, (links) => {
        const groups = merge(people, links);
        expect(groups.flat().toSorted()).toEqual(people.map((person) => String(person.record_id)).toSorted());
        for (const group of groups) {
          const members = people.filter((person) => group.includes(person.record_id));
          expect(new Set(members.flatMap((person) => person.bsn_token ?? [])).size).toBeLessThan(2);
          const [first] = group;
          expect(new Set(group)).toEqual(first === undefined ? new Set() : componentOf(first, links, group));
        }
      }),
    );
  });

  it('the order of records and links does not matter', () => {
    fc.assert(
      fc.property(someLinks, (links) => {
        expect(merge(people.toReversed(), links.toReversed())).toEqual(merge(people, links));
      }),
    );
  });

  it('without keys the groups are the components of the links that are strong enough', () => {
    fc.assert(
      fc.property(someLinks, (links) => {
        const keyless = people.map((person) => ({ ...person, bsn_token: null }));
        const strong = links.filter((link) => link.probability >= 0.9);
        for (const group of merge(keyless, links)) {
          const [first] = group;
          const everyone = keyless.map((person) => person.record_id);
          expect(new Set(group)).toEqual(
            first === undefined ? new Set() : componentOf(first, strong, everyone),
          );
        }
      }),
    );
  });
});

/** What a search reaches from a record over links with both ends among `within`. */
function componentOf(from: string, links: readonly Link[], within: readonly string[]): ReadonlySet<string> {
  const reached = new Set([from]);
  for (const at of reached)
    for (const { left_record_id: left, right_record_id: right } of links) {
      if (!within.includes(left) || !within.includes(right)) continue;
      if (left === at) reached.add(right);
      if (right === at) reached.add(left);
    }
  return reached;
}

import fc from 'fast-check';
import type { RecordId } from '#schemas/ids.ts';
import type { Link } from '#schemas/link.ts';
import type { SourceRecord } from '#schemas/record.ts';
import type { LinkDelta } from '#link/link-records.ts';
import { aBagAddress, aRecord, aResident, aSuspect, anAddress } from './records.ts';

const GIVEN = [null, 'Pieter', 'Piet', 'P.', 'Anna', 'Anna Maria', 'Mohamed', 'Jan'] as const;
const SURNAMES = [null, 'Jansen', 'Janssen', 'de Vries', 'Jansen-de Vries', 'El Amrani'] as const;
const BIRTHS = [null, '1980-03-12', '1980-03-00', '1980-12-03', '1955-07-01', '2001-01-01'] as const;

const person = fc.record({
  given_names: fc.constantFrom(...GIVEN),
  surname: fc.constantFrom(...SURNAMES),
  birth_date: fc.constantFrom(...BIRTHS),
  phone: fc.constantFrom(null, '+31612345678'),
});
const address = fc.record({
  street: fc.constantFrom(null, 'Hoofdstraat', 'Hoofdstr.', 'Hofdstraat', 'Kerkweg'),
  house_number: fc.constantFrom(null, 1, 2),
  postcode: fc.constantFrom(null, '1234AB', '1234CD'),
  town: fc.constantFrom(null, 'Voorbeeld'),
});

/** What a drop may say under one of a few names: so that it corrects what an earlier drop said. */
const statement: fc.Arbitrary<readonly SourceRecord[]> = fc.oneof(
  fc.record({ of: fc.nat(5), person, address }).map((drawn) => {
    const resident = aResident(`resident-${drawn.of}`, drawn.person);
    const parent_record_id = resident.record_id;
    return [resident, anAddress(`home-${drawn.of}`, { ...drawn.address, parent_record_id })];
  }),
  fc
    .record({ of: fc.nat(4), person, bsn: fc.constantFrom(null, 'bsn-of-resident-1'), address })
    .map((drawn) => {
      const raid = aRecord(`raid-${drawn.of}`, { kind: 'event', source: 'raids', event_type: 'raid' });
      const parent_record_id = raid.record_id;
      const rest = { parent_record_id, valid_from: '2026-02-03', source: 'raids' } as const;
      return [
        raid,
        aSuspect(`suspect-${drawn.of}`, { ...drawn.person, ...rest, bsn_token: drawn.bsn }),
        anAddress(`place-${drawn.of}`, { ...drawn.address, ...rest, role: 'location' }),
      ];
    }),
  fc
    .record({ of: fc.nat(2), street: fc.constantFrom('Hoofdstraat', 'Kerkweg') })
    .map(({ of, street }) => [
      aBagAddress(`${of}`, { street, house_number: (of % 2) + 1, postcode: of < 2 ? '1234AB' : '1234CD' }),
    ]),
);

export type Drop = { readonly changed: readonly SourceRecord[]; readonly removed: readonly RecordId[] };

/** A sequence of drops; a removed record goes with what it mentions. */
export const drops: fc.Arbitrary<readonly Drop[]> = fc
  .array(
    fc.record({
      statements: fc.array(statement, { maxLength: 5 }),
      remove: fc.array(fc.nat(), { maxLength: 2 }),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((drawn) => {
    const standing = new Map<RecordId, SourceRecord>();
    return drawn.map(({ statements, remove }) => {
      const removed = new Set<RecordId>();
      for (const index of remove) {
        const record = [...standing.values()][index % Math.max(standing.size, 1)];
        if (!record) continue;
        for (const each of standing.values())
          if (each.record_id === record.record_id || each.parent_record_id === record.record_id)
            removed.add(each.record_id);
      }
      const changed = new Map(statements.flat().map((record) => [record.record_id, record]));
      for (const id of changed.keys()) removed.delete(id);
      for (const id of removed) standing.delete(id);
      for (const [id, record] of changed) standing.set(id, record);
      return { changed: [...changed.values()], removed: [...removed] };
    });
  });

export const pairName = (link: Pick<Link, 'left_record_id' | 'right_record_id'>): string =>
  `${link.left_record_id} ${link.right_record_id}`;

/** Links as they stand after a delta, in order of their records. */
export function linksAfter(links: readonly Link[], delta: LinkDelta): Link[] {
  const standing = new Map(links.map((link) => [pairName(link), link]));
  for (const [left_record_id, right_record_id] of delta.removed)
    standing.delete(pairName({ left_record_id, right_record_id }));
  for (const link of delta.added) standing.set(pairName(link), link);
  return [...standing.values()].toSorted((a, b) => (pairName(a) < pairName(b) ? -1 : 1));
}

export function recordsAfter(records: readonly SourceRecord[], drop: Drop): SourceRecord[] {
  const standing = new Map(records.map((record) => [record.record_id, record]));
  for (const id of drop.removed) standing.delete(id);
  for (const record of drop.changed) standing.set(record.record_id, record);
  return [...standing.values()];
}

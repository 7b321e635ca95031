import { describe, expect, it } from 'vitest';
import { type ChangedRecords, newsAbout } from '#watch/news.ts';
import { type Standing, standingOf, successorOf } from '#watch/standing.ts';
import { activeEntry, ids } from './fixtures.ts';

/** A standing in words: `record` belongs to `entity` (source raids unless told), `record` ties `from` to `to`. */
type Words = {
  readonly members?: Readonly<Record<string, string>>;
  readonly ties?: Readonly<Record<string, readonly [from: string, to: string, until?: string]>>;
  readonly sources?: Readonly<Record<string, string>>;
};
const standing = ({ members = {}, ties = {}, sources = {} }: Words): Standing =>
  standingOf(
    Object.entries(members).map(([record, entity]) => ({
      record_id: ids.record(record),
      entity_id: ids.entity(entity),
      source: sources[record] ?? 'raids',
    })),
    Object.entries(ties).map(([record, [from, to, until]]) => ({
      record_id: ids.record(record),
      from_entity_id: ids.entity(from),
      to_entity_id: ids.entity(to),
      until: until ?? null,
    })),
  );
const changes = (records: Readonly<Record<string, string>>): ChangedRecords =>
  new Map(
    Object.entries(records).map(([record, source]) => [
      ids.record(record),
      { source, contentHash: `content of ${record}` },
    ]),
  );

const NAMES = new Map(
  ['r', 'r2', 's', 's2', 't', 'subject', 'other', 'third'].flatMap((name): [string, string][] => [
    [ids.record(name), name],
    [ids.entity(name), name],
  ]),
);
/** News in the words of the case: kind, records, other entity. */
const told = (before: Words, now: Words, changed: Readonly<Record<string, string>>, subject = 'subject') =>
  newsAbout(
    activeEntry('e', { subject_entity_id: ids.entity(subject), sources: ['raids', 'brp'] }),
    standing(before),
    standing(now),
    changes(changed),
  ).map(
    ({ kind, recordIds, otherEntityId }) =>
      `${kind} ${recordIds
        .map((id) => NAMES.get(id) ?? id)
        .toSorted()
        .join('+')}${otherEntityId ? ` ${NAMES.get(otherEntityId)}` : ''}`,
  );

const SUBJECT = { r: 'subject' };

describe('what a version brings about a subject', () => {
  it.each<[string, Words, Words, Record<string, string>, string[]]>([
    ['nothing: no news', { members: SUBJECT }, { members: SUBJECT }, {}, []],
    [
      'a record about others',
      { members: SUBJECT },
      { members: { ...SUBJECT, t: 'other' } },
      { t: 'raids' },
      [],
    ],
    [
      'a record of the subject',
      { members: SUBJECT },
      { members: { ...SUBJECT, s: 'subject' } },
      { s: 'raids' },
      ['new_record s'],
    ],
    [
      'a record of another source than authorised (R35)',
      { members: SUBJECT },
      { members: { ...SUBJECT, s: 'subject' } },
      { s: 'reports' },
      [],
    ],
    [
      'a corrected record',
      { members: SUBJECT },
      { members: SUBJECT },
      { r: 'raids' },
      ['record_corrected r'],
    ],
    [
      'a correction by a source that is not authorised',
      { members: SUBJECT },
      { members: SUBJECT },
      { r: 'reports' },
      [],
    ],
    [
      'a tie',
      { members: SUBJECT },
      { members: SUBJECT, ties: { s: ['subject', 'other'] } },
      { s: 'raids' },
      ['new_link s other'],
    ],
    [
      'a tie from the other side',
      { members: SUBJECT },
      { members: SUBJECT, ties: { s: ['other', 'subject'] } },
      { s: 'raids' },
      ['new_link s other'],
    ],
    [
      'a tie by a record of the subject itself: told once',
      { members: SUBJECT },
      { members: { ...SUBJECT, s: 'subject' }, ties: { s: ['other', 'subject'] } },
      { s: 'raids' },
      ['new_link s other'],
    ],
    [
      'a tie that ended',
      { members: SUBJECT, ties: { s: ['subject', 'other'] } },
      { members: SUBJECT, ties: { s: ['subject', 'other', '2026-10-01'] } },
      { s: 'brp' },
      ['link_withdrawn s other'],
    ],
    [
      'a tie that holds again',
      { members: SUBJECT, ties: { s: ['subject', 'other', '2026-10-01'] } },
      { members: SUBJECT, ties: { s: ['subject', 'other'] } },
      { s: 'brp' },
      ['new_link s other'],
    ],
    [
      'a tie that was ended and stays so',
      { members: SUBJECT, ties: { s: ['subject', 'other', '2026-10-01'] } },
      { members: SUBJECT, ties: { s: ['subject', 'other', '2026-10-01'] } },
      { s: 'brp' },
      [],
    ],
    [
      'a tie that now goes elsewhere',
      { members: SUBJECT, ties: { s: ['subject', 'other'] } },
      { members: SUBJECT, ties: { s: ['third', 'other'] } },
      { s: 'raids' },
      ['link_withdrawn s other'],
    ],
    [
      'a tie whose row was taken away',
      { members: SUBJECT, ties: { s: ['other', 'subject'] } },
      { members: SUBJECT },
      { s: 'raids' },
      ['link_withdrawn s other'],
    ],
    [
      'a record that was taken away',
      { members: { ...SUBJECT, s: 'subject' } },
      { members: SUBJECT },
      { s: 'raids' },
      ['link_withdrawn s'],
    ],
    [
      'a corrected record that moved away',
      { members: { ...SUBJECT, s: 'subject' } },
      { members: { ...SUBJECT, s: 'other' } },
      { s: 'raids' },
      ['link_withdrawn s'],
    ],
    [
      'a corrected record that moved here',
      { members: { ...SUBJECT, s: 'other', t: 'other' } },
      { members: { ...SUBJECT, s: 'subject', t: 'other' } },
      { s: 'raids' },
      ['new_record s'],
    ],
  ])('%s', (_what, before, now, changed, news) => {
    expect(told(before, now, changed)).toEqual(news);
  });
});

describe('"still certain?": merged and split', () => {
  it.each<[string, Words, Words, Record<string, string>, string[]]>([
    [
      'another entity went into the subject',
      { members: { ...SUBJECT, s: 'other', s2: 'other' } },
      { members: { ...SUBJECT, s: 'subject', s2: 'subject' } },
      {},
      ['merged s+s2 other'],
    ],
    [
      'by a new record that binds them',
      { members: { ...SUBJECT, s: 'other' } },
      { members: { ...SUBJECT, s: 'subject', t: 'subject' } },
      { t: 'raids' },
      ['merged s other', 'new_record t'],
    ],
    [
      'by a correction of the other’s only record: told once',
      { members: { ...SUBJECT, s: 'other' } },
      { members: { ...SUBJECT, s: 'subject' } },
      { s: 'raids' },
      ['merged s other'],
    ],
    [
      'the ties of what went into the subject are told with it, not one by one',
      { members: { ...SUBJECT, s: 'other' }, ties: { s: ['third', 'other'] } },
      { members: { ...SUBJECT, s: 'subject' }, ties: { s: ['third', 'subject'] } },
      { s: 'raids' },
      ['merged s other'],
    ],
    [
      'nothing that comes in is of an authorised source (R35)',
      { members: { ...SUBJECT, s: 'other' }, sources: { s: 'reports' } },
      { members: { ...SUBJECT, s: 'subject' }, sources: { s: 'reports' } },
      {},
      [],
    ],
    [
      'the subject went into another: told whatever the sources',
      { members: { ...SUBJECT, s: 'other', s2: 'other' }, sources: { r: 'reports' } },
      { members: { r: 'other', s: 'other', s2: 'other' }, sources: { r: 'reports' } },
      {},
      ['merged r subject'],
    ],
    [
      'and what came about that other in the same version',
      { members: { ...SUBJECT, s: 'other', s2: 'other' } },
      { members: { r: 'other', s: 'other', s2: 'other', t: 'other' } },
      { t: 'raids' },
      ['merged r subject', 'new_record t'],
    ],
    [
      'unchanged records of the subject stand elsewhere now',
      { members: { ...SUBJECT, s: 'subject', s2: 'subject' } },
      { members: { ...SUBJECT, s: 'other', s2: 'third' } },
      {},
      ['split s other', 'split s2 third'],
    ],
    [
      'the subject fell apart: it is followed to where most of it went',
      { members: { r: 'subject', r2: 'subject', s: 'subject', t: 'other', s2: 'third' } },
      { members: { r: 'other', r2: 'other', t: 'other', s: 'third', s2: 'third' } },
      {},
      ['merged r+r2 subject', 'split s third'],
    ],
    [
      'an unchanged record came over from an entity that lives on',
      { members: { ...SUBJECT, s: 'other', s2: 'other' } },
      { members: { ...SUBJECT, s: 'subject', s2: 'other' } },
      {},
      ['merged s other'],
    ],
  ])('%s', (_what, before, now, changed, news) => {
    expect(told(before, now, changed).toSorted()).toEqual(news.toSorted());
  });

  it('tells the same, or less, when the entry follows its subject already (a repeat)', () => {
    const before = { members: { r: 'subject', r2: 'subject', s: 'subject', t: 'other', s2: 'third' } };
    const now = { members: { r: 'other', r2: 'other', t: 'other', s: 'third', s2: 'third' } };
    expect(told(before, now, { r: 'raids' }, 'other')).toEqual(['merged r+r2 subject']);
  });
});

describe('successorOf', () => {
  const before = standing({ members: { r: 'subject', r2: 'subject', s: 'subject' } });

  it.each<[string, Record<string, string>, string]>([
    ['stays while one record is left', { r: 'subject', r2: 'other', s: 'other' }, 'subject'],
    ['goes where most records went', { r: 'third', r2: 'other', s: 'other' }, 'other'],
    ['stays itself when nothing is left', {}, 'subject'],
  ])('%s', (_what, members, expected) => {
    expect(successorOf(ids.entity('subject'), before, standing({ members }))).toBe(ids.entity(expected));
  });

  it('takes the smaller id of two that hold as much', () => {
    const [smaller] = [ids.entity('other'), ids.entity('third')].toSorted();
    expect(
      successorOf(ids.entity('subject'), before, standing({ members: { r: 'third', r2: 'other' } })),
    ).toBe(smaller);
  });

  it('answers with an unknown entity itself', () => {
    expect(successorOf(ids.entity('nobody'), before, before)).toBe(ids.entity('nobody'));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#schemas/actor.ts';
import { Failure } from '#schemas/failures.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { WatchEntry, WatchList } from '#schemas/watch.ts';
import { addDays, dayOf } from '#watch/calendar.ts';
import { approve, expire, isActive, propose, remove, renew, veto } from '#watch/list-rules.ts';
import { activeEntry, approver, at, entryOf, ids, listOf, officer, proposer, TODAY } from './fixtures.ts';

const only = (list: WatchList): WatchEntry => {
  const [entry] = list.entries;
  if (!entry || list.entries.length !== 1) throw new Error('expected a list of one');
  return entry;
};
const refused = (name: string, message: RegExp) =>
  expect.objectContaining({ name, message: expect.stringMatching(message) });
const ruleViolated = (message: RegExp) => refused('RuleViolated', message);

describe('propose', () => {
  it('adds the entry', () => {
    expect(propose(listOf('l'), entryOf('a'), TODAY).entries).toEqual([entryOf('a')]);
  });

  const again = entryOf('again', { subject_entity_id: ids.entity('a') });

  it.each([
    ['proposed', entryOf('a')],
    ['active', activeEntry('a')],
  ])('refuses a subject that is %s already', (_status, standing) => {
    expect(() => propose(listOf('l', [standing]), again, TODAY)).toThrow(ruleViolated(/on the list already/));
  });

  it.each([
    ['a removed entry', entryOf('a', { status: 'removed' })],
    ['a vetoed entry', entryOf('a', { status: 'vetoed' })],
    ['an entry that expired', entryOf('a', { status: 'expired' })],
    ['an active entry past its last day', activeEntry('a', { expires_on: '2026-10-14' })],
    ['a proposal that nobody took up in time', entryOf('a', { expires_on: '2026-10-14' })],
  ])('takes a subject of %s again', (_which, earlier) => {
    expect(propose(listOf('l', [earlier]), again, TODAY).entries).toHaveLength(2);
  });
});

describe('approve (R31, R33, R34)', () => {
  it('makes the entry active for 90 days from the day of approval', () => {
    const approved = only(approve(listOf('l', [entryOf('a')]), ids.entry('a'), approver, at(TODAY)));
    expect(approved).toMatchObject({
      status: 'active',
      approved_by: approver,
      approved_at: '2026-10-15T09:30:00.000Z',
      active_since: TODAY,
      expires_on: '2027-01-13',
    });
  });

  it.each<[string, Actor, RegExp]>([
    ['the proposer', proposer, /R33.*cannot approve/],
    ['the proposer from another team', { ...proposer, team: 'elsewhere' }, /R33.*cannot approve/],
    ['somebody of the proposer’s team', { ...approver, team: proposer.team }, /R33.*another team/],
  ])('refuses %s', (_who, by, message) => {
    expect(() => approve(listOf('l', [entryOf('a')]), ids.entry('a'), by, at(TODAY))).toThrow(
      ruleViolated(message),
    );
  });

  it.each(['active', 'vetoed', 'removed', 'expired'] as const)('refuses an entry that is %s', (status) => {
    expect(() =>
      approve(listOf('l', [activeEntry('a', { status })]), ids.entry('a'), approver, at(TODAY)),
    ).toThrow(refused('TransitionRefused', new RegExp(`is ${status}`)));
  });

  it('refuses a proposal that waited longer than 90 days', () => {
    const list = listOf('l', [entryOf('a', { expires_on: '2026-10-14' })]);
    expect(() => approve(list, ids.entry('a'), approver, at(TODAY))).toThrow(ruleViolated(/R34.*anew/));
  });

  it('answers alike for an entry that is not there', () => {
    expect(() => approve(listOf('l'), ids.entry('a'), approver, at(TODAY))).toThrow(refused('NotFound', /./));
  });

  const ten = Array.from({ length: 10 }, (_, index) => activeEntry(`active ${index}`));

  it('refuses an eleventh', () => {
    expect(() => approve(listOf('l', [...ten, entryOf('a')]), ids.entry('a'), approver, at(TODAY))).toThrow(
      ruleViolated(/R31: a list has at most 10/),
    );
  });

  it('does not count one that expired yesterday', () => {
    const late = ten.with(0, activeEntry('active 0', { expires_on: '2026-10-14' }));
    const next = approve(listOf('l', [...late, entryOf('a')]), ids.entry('a'), approver, at(TODAY));
    expect(next.entries.filter((entry) => isActive(entry, TODAY))).toHaveLength(10);
  });
});

describe('veto (R33)', () => {
  it.each([entryOf('a'), activeEntry('a')])('lets the privacy officer end what is $status', (entry) => {
    expect(only(veto(listOf('l', [entry]), ids.entry('a'), officer)).status).toBe('vetoed');
  });

  it.each(['steward', 'analyst', 'case_worker', 'subscriber'] as const)('refuses a %s', (role) => {
    expect(() => veto(listOf('l', [activeEntry('a')]), ids.entry('a'), { ...officer, role })).toThrow(
      ruleViolated(/R33.*privacy officer/),
    );
  });
});

describe('renew (R34)', () => {
  const renewed = (entry: WatchEntry, day: string, by = approver) =>
    only(renew(listOf('l', [entry]), ids.entry('a'), by, 'a third raid named them', at(day)));

  it('gives 90 days more, and keeps the reasons', () => {
    const next = renewed(activeEntry('a'), '2026-12-01');
    expect(next.expires_on).toBe('2027-03-01');
    expect(next.reason).toBe(`${activeEntry('a').reason}\n2026-12-01: a third raid named them`);
  });

  it('works on the last day, and not on the day after', () => {
    expect(renewed(activeEntry('a'), '2026-12-31').expires_on).toBe('2027-03-31');
    expect(() => renewed(activeEntry('a'), '2027-01-01')).toThrow(ruleViolated(/R34.*has expired/));
  });

  it('ends twelve months after the first day, however often it is renewed', () => {
    const old = activeEntry('a', { active_since: '2026-01-01', expires_on: '2026-12-20' });
    const last = renewed(old, '2026-12-15');
    expect(last.expires_on).toBe('2027-01-01');
    expect(() => renewed(last, '2026-12-31')).toThrow(ruleViolated(/R34.*365 days in all/));
  });

  it('refuses the proposer', () => {
    expect(() => renewed(activeEntry('a'), TODAY, proposer)).toThrow(ruleViolated(/R33/));
  });

  it('refuses what is not active', () => {
    expect(() => renewed(entryOf('a'), TODAY)).toThrow(refused('TransitionRefused', /is proposed/));
  });
});

describe('remove', () => {
  it('keeps the reason with the entry', () => {
    const removed = only(
      remove(listOf('l', [activeEntry('a')]), ids.entry('a'), 'it was somebody else', at(TODAY)),
    );
    expect(removed.status).toBe('removed');
    expect(removed.reason).toMatch(/\n2026-10-15: it was somebody else$/);
  });

  it('refuses what is removed already', () => {
    const list = listOf('l', [entryOf('a', { status: 'removed' })]);
    expect(() => remove(list, ids.entry('a'), 'again', at(TODAY))).toThrow(
      refused('TransitionRefused', /is removed/),
    );
  });
});

describe('expire (R34)', () => {
  it('leaves a list alone on which nothing expired', () => {
    const list = listOf('l', [
      activeEntry('a', { expires_on: TODAY }),
      entryOf('b', { expires_on: '2026-01-01' }),
    ]);
    expect(expire(list, TODAY)).toEqual({ list, expired: [] });
    expect(expire(list, TODAY).list).toBe(list);
  });

  it('ends active entries whose last day has passed', () => {
    const late = activeEntry('a', { expires_on: '2026-10-14' });
    const { list, expired } = expire(listOf('l', [late, activeEntry('b')]), TODAY);
    expect(expired.map((entry) => entry.entry_id)).toEqual([ids.entry('a')]);
    expect(list.entries.map((entry) => entry.status)).toEqual(['expired', 'active']);
  });
});

describe('whatever people do', () => {
  const actor = fc.constantFrom(proposer, approver, officer);
  const deed = fc.record({
    what: fc.constantFrom('propose', 'approve', 'approve', 'renew', 'remove', 'veto', 'expire'),
    name: fc.integer({ min: 0, max: 14 }).map(String),
    by: actor,
    daysLater: fc.integer({ min: 0, max: 40 }),
  });

  it('at most ten are active, none beyond its year, none approved by its proposer (R31, R33, R34)', () => {
    fc.assert(
      fc.property(fc.array(deed, { minLength: 20, maxLength: 120 }), (deeds) => {
        let list = listOf(
          'l',
          Array.from({ length: 14 }, (_, index) => entryOf(String(index))),
        );
        let today = '2026-10-02';
        let serial = 0;
        for (const { what, name, by, daysLater } of deeds) {
          today = what === 'approve' ? today : addDays(today, daysLater);
          list = attempt(list, what, ids.entry(name), by, today, `${name}/${(serial += 1)}`, name);
          const active = list.entries.filter((entry) => isActive(entry, today));
          expect(active.length).toBeLessThanOrEqual(SETTINGS.watch.entriesPerList);
          for (const entry of active) {
            expect(entry.approved_by?.id).not.toBe(entry.proposed_by.id);
            expect(entry.approved_by?.team).not.toBe(entry.proposed_by.team);
            expect(today <= addDays(entry.active_since ?? '', SETTINGS.watch.longestDays)).toBe(true);
          }
          const subjects = active.map((entry) => entry.subject_entity_id);
          expect(new Set(subjects).size).toBe(subjects.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  function attempt(
    list: WatchList,
    what: string,
    id: string,
    by: Actor,
    today: string,
    fresh: string,
    subject: string,
  ): WatchList {
    try {
      if (what === 'propose')
        return propose(
          list,
          entryOf(fresh, {
            subject_entity_id: ids.entity(subject),
            proposed_by: by,
            expires_on: addDays(today, SETTINGS.watch.expiryDays),
          }),
          today,
        );
      if (what === 'approve') return approve(list, id, by, at(today));
      if (what === 'renew') return renew(list, id, by, 'still going on', at(today));
      if (what === 'remove') return remove(list, id, 'it is over', at(today));
      if (what === 'veto') return veto(list, id, by);
      return expire(list, today).list;
    } catch (error) {
      if (error instanceof Failure) return list;
      throw error;
    }
  }

  it('a day is a day: addDays and dayOf agree with the calendar', () => {
    fc.assert(
      fc.property(
        fc.date({ min: at('1990-01-01'), max: at('2090-01-01'), noInvalidDate: true }),
        fc.nat(800),
        (date, days) => {
          const later = new Date(date);
          later.setUTCDate(later.getUTCDate() + days);
          expect(addDays(dayOf(date), days)).toBe(dayOf(later));
          expect(addDays(addDays(dayOf(date), days), -days)).toBe(dayOf(date));
        },
      ),
    );
  });
});

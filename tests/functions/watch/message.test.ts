import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Alert, NewsKind, type WatchList } from '#schemas/watch.ts';
import { newAlert } from '#watch/alert.ts';
import { messageOf } from '#watch/message.ts';
import { activeEntry, alertOf, at, ids, listOf, TODAY } from './fixtures.ts';

const LOGIN = 'https://verband.gemeente.example/alerts';
const list = listOf('l', [activeEntry('a')]);

describe('what an alert says', () => {
  it('names list, entry, kind, since when and where to log in, in Dutch and English', () => {
    const alert = alertOf('x', list, { kind: 'new_link', since: '2026-10-01' });
    const { subject, body, attributes } = messageOf(alert, `${LOGIN}/`);
    expect(subject).toBe(`Verband: new link (${alert.alert_id.slice(-6)})`);
    expect(body).toBe(
      [
        `Lijst: ${list.list_id}`,
        `Vermelding: ${alert.entry_id}`,
        'Soort nieuws: nieuw verband',
        'Sinds: 2026-10-01',
        `Reden na inloggen: ${LOGIN}/${alert.alert_id}`,
        '',
        `List: ${list.list_id}`,
        `Entry: ${alert.entry_id}`,
        'Kind of news: new link',
        'Since: 2026-10-01',
        `Reason after login: ${LOGIN}/${alert.alert_id}`,
        '',
      ].join('\n'),
    );
    expect(attributes).toEqual({ kind: 'new_link', list: list.list_id });
  });

  it.each(NewsKind.options)('has words for %s that fit SNS', (kind) => {
    const { subject, body } = messageOf(alertOf('x', list, { kind }), LOGIN);
    expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    expect(body).toContain('Kind of news: ');
    expect(body).not.toContain('undefined');
  });

  it('holds nothing but ids, kinds, a day and the link, whatever the alert and the entry say (R35)', () => {
    // Latin letters with one that no message uses: a value of these is found wherever it lands.
    const personal = fc
      .string({ unit: fc.constantFrom('Q', 'X', 'é', '7', ' '), minLength: 4, maxLength: 30 })
      .map((text) => `Q${text}Q`);
    const known =
      /^(Lijst|List|Vermelding|Entry): (lst|ent)-[a-z2-7]{26}$|^(Soort nieuws|Kind of news): [a-z:? ]+$|^(Sinds|Since): \d{4}-\d{2}-\d{2}$|^(Reden na inloggen|Reason after login): https:\/\/verband\.gemeente\.example\/alerts\/alt-[a-z2-7]{26}$|^$/;
    fc.assert(
      fc.property(
        fc.constantFrom(...NewsKind.options),
        fc.array(personal, { minLength: 6, maxLength: 6 }),
        (kind, [a = '', b = '', c = '', d = '', e = '', f = '']) => {
          const entry = activeEntry('a', {
            criterion: a,
            reason: b,
            legal_basis: c,
            proposed_by: { id: d, team: e, role: 'case_worker' },
            sources: [f],
          });
          const titled: WatchList = { ...list, title: a, purpose: b };
          const alert = newAlert(titled, entry, {
            kind,
            factKey: c,
            since: TODAY,
            at: at(TODAY),
            otherEntityId: ids.entity(d),
            recordIds: [ids.record(e)],
            sources: [f],
          });
          const { subject, body, attributes } = messageOf({ ...Alert.parse(alert), message_id: a }, LOGIN);
          for (const line of body.split('\n')) expect(line).toMatch(known);
          expect(subject).toMatch(/^Verband: [a-z:? ]+ \([a-z2-7]{6}\)$/);
          expect(attributes).toEqual({ kind, list: list.list_id });
          const whole = JSON.stringify({ subject, body, attributes });
          for (const value of [a, b, c, d, e, f]) expect(whole).not.toContain(value);
          expect(whole).not.toMatch(/(per|adr|com|veh|evt|rec)-[a-z2-7]{26}/);
        },
      ),
    );
  });
});

describe('the id of an alert', () => {
  const fact = { kind: 'new_link', factKey: '3:new_link:x', since: TODAY, at: at(TODAY) } as const;
  const id = (listName: string, entry: string, factKey: string = fact.factKey) =>
    newAlert(listOf(listName), activeEntry(entry), { ...fact, factKey }).alert_id;

  it('is the same for the same list, entry and fact, whenever it is made', () => {
    expect(newAlert(list, activeEntry('a'), { ...fact, at: at('2027-01-01') }).alert_id).toBe(id('l', 'a'));
  });

  it('differs by list, by entry and by fact', () => {
    const all = [id('l', 'a'), id('m', 'a'), id('l', 'b'), id('l', 'a', '4:new_link:x')];
    expect(new Set(all).size).toBe(all.length);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NO_CONTACT_GIVEN } from '#cases/side-by-side.ts';
import { asked, type CaseDesk, lead, neighbour, openCaseDesk, REASON, START } from './case-desk.ts';
import { caseWorker, ids } from './fixtures.ts';

const third = { id: 'm.smit', team: 'milieu', role: 'case_worker' };

describe('two teams on one subject (R37)', () => {
  let desk: CaseDesk;
  let name: string;
  let count = 0;
  const takeUp = async (actor: unknown, themes?: string[]) =>
    desk.call(asked('take_up', { actor, candidate_id: ids.candidate(name), reason: REASON, themes }));
  const ask = async (actor: unknown, subject = name) =>
    desk.call(asked('ask_contact', { actor, subject_entity_id: ids.address(subject) }));
  beforeAll(async () => {
    desk = await openCaseDesk();
    await desk.call(asked('set_contact', { actor: lead, contact: 'wonen@gemeente.example' }));
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    count += 1;
    name = `shared ${count}`;
    desk.clock.now = START;
    await desk.open(name);
  });

  it('learn a contact point of each other, in either order, and nothing more', async () => {
    desk.clock.now = '2026-10-10T10:00:00.000Z';
    const joined = await takeUp(neighbour, ['hemp']);
    expect(joined).toMatchObject({
      case: { team: 'openbare-orde', themes: ['hemp'] },
      contact: 'wonen@gemeente.example',
    });
    expect(JSON.stringify(joined)).not.toMatch(/devries|"wonen"/);
    expect(await ask(caseWorker)).toEqual({ contact: NO_CONTACT_GIVEN });
    const shown = await desk.call(
      asked('show_candidate', { actor: neighbour, candidate_id: ids.candidate(name) }),
    );
    expect(shown).toMatchObject({ candidate: { status: 'taken_up' }, contact: 'wonen@gemeente.example' });
    expect(JSON.stringify(shown)).not.toMatch(/devries|"wonen"/);
  });

  it('learn of one contact point, however many others there are', async () => {
    desk.clock.now = '2026-10-10T10:00:00.000Z';
    await takeUp(neighbour);
    desk.clock.now = '2026-10-10T11:00:00.000Z';
    expect(await takeUp(third)).toMatchObject({ contact: 'wonen@gemeente.example' });
    expect(await ask(third)).toEqual({ contact: 'wonen@gemeente.example' });
  });

  it.each([
    ['a subject that nobody looks at', neighbour, 'nobody looks here'],
    ['a subject that only others look at', neighbour, undefined],
    ['a subject that only the own team looks at', caseWorker, undefined],
  ])('are told the same of %s', async (_what, actor, subject) => {
    expect(await ask(actor, subject)).toEqual({ contact: null });
  });

  it('take up a candidate once each; a colleague does not take it a second time', async () => {
    const first = await takeUp(neighbour);
    expect(await takeUp(neighbour)).toMatchObject({ case: 'case' in first ? first.case : {} });
    await expect(takeUp({ ...neighbour, id: 'somebody.else' })).rejects.toMatchObject({
      name: 'TransitionRefused',
    });
  });

  it('find what is taken up by others in a list that tells of no team', async () => {
    const list = await desk.call(asked('list_candidates', { actor: neighbour, status: 'taken_up' }));
    expect(list).toMatchObject({
      candidates: expect.arrayContaining([expect.objectContaining({ candidate_id: ids.candidate(name) })]),
    });
    expect(JSON.stringify(list)).not.toMatch(/wonen|devries/);
  });

  it('are on it no more once their case is closed', async () => {
    const joined = await takeUp(neighbour);
    const case_id = 'case' in joined ? joined.case.case_id : '';
    const own = { actor: neighbour, case_id };
    await desk.call(asked('record_outcome', { ...own, found: 'wrong', reason: 'Nothing was found there' }));
    await desk.call(asked('close_case', { ...own, reason: 'Nothing is left to do here' }));
    expect(await ask(caseWorker)).toEqual({ contact: null });
    expect(await ask(neighbour)).toEqual({ contact: null });
  });

  it('stand in the table under tokens alone', async () => {
    const { presenceOf } = await import('#cases/side-by-side.ts');
    const presence = presenceOf({ team: 'wonen', subject: ids.address(name), since: START }, desk.ports);
    expect(await desk.ports.files.presences(presence.subjectToken)).toEqual([
      { ...presence, since: expect.any(String) },
    ]);
    expect(JSON.stringify(presence)).not.toMatch(new RegExp(`wonen|${ids.address(name)}`));
    const otherSubject = presenceOf(
      { team: 'wonen', subject: ids.address('other'), since: START },
      desk.ports,
    );
    expect(otherSubject.teamToken).not.toBe(presence.teamToken);
  });

  it('have their contact point set by their lead alone', async () => {
    await expect(desk.call(asked('set_contact', { contact: 'me@gemeente.example' }))).rejects.toThrow(/R1/);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asked, type CaseDesk, openCaseDesk, REASON } from './case-desk.ts';
import { candidateOf, eventOf, ids } from './fixtures.ts';

/** What would tell one that was drawn from one that scored high. */
const BETRAYS = /drawn|targeted|inclusion|contributions|overcrowding|"score"|"patterns"/;

describe('being blind to the lot (R20)', () => {
  let desk: CaseDesk;
  beforeAll(async () => {
    desk = await openCaseDesk();
    const random = candidateOf('by lot', {
      score: 0,
      scores: [],
      drawn: 'random',
      inclusion_probability: 0.02,
    });
    for (const candidate of [random, candidateOf('by score')]) {
      await desk.ports.cases.suggest(candidate);
      await desk.ports.cases.append(
        eventOf(candidate.candidate_id, 'suggested', { details: { score: candidate.score } }),
      );
    }
  });
  afterAll(() => desk.close());

  /** With ids, times and words of the one in place of those of the other. */
  const alike = (name: string, answer: unknown) =>
    JSON.stringify(answer)
      .replaceAll(ids.candidate(name), 'candidate')
      .replaceAll(ids.address(name), 'address')
      .replaceAll(/cev-[a-z2-7]{26}|cas-[a-z2-7]{26}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…');

  it('lasts over every step of the work until the outcome stands, and ends then', async () => {
    const seen = await Promise.all(
      ['by lot', 'by score'].map(async (name) => {
        const candidate_id = ids.candidate(name);
        const answers: unknown[] = [];
        const call = async (operation: string, more: Record<string, unknown>) => {
          const answer = await desk.call(asked(operation, more));
          answers.push(answer);
          return answer;
        };
        await call('show_candidate', { candidate_id });
        const taken = await call('take_up', { candidate_id, reason: REASON });
        const case_id = 'case' in taken ? taken.case.case_id : '';
        await call('show_case', { case_id });
        await call('add_note', { case_id, kind: 'fact', text: 'The letter box was full' });
        await call('record_outcome', { case_id, found: 'open', reason: 'Nobody opened the door twice' });
        await call('show_case', { case_id });
        await call('show_candidate', { candidate_id });
        return { name, case_id, answers };
      }),
    );
    for (const { answers } of seen) expect(JSON.stringify(answers)).not.toMatch(BETRAYS);
    const [byLot = '', byScore = ''] = seen.map(({ name, answers }) =>
      alike(name, answers).replaceAll(/"(note_id|outcome_id)":"[^"]*"/g, ''),
    );
    expect(byLot).toBe(byScore);

    for (const { name, case_id } of seen) {
      await desk.call(
        asked('record_outcome', { case_id, found: 'wrong', reason: 'Nothing was found there' }),
      );
      const shown = await desk.call(asked('show_candidate', { candidate_id: ids.candidate(name) }));
      expect(shown).toMatchObject({ reasons: { drawn: name === 'by lot' ? 'random' : 'targeted' } });
    }
  });
});

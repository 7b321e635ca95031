import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asked, type CaseDesk, openCaseDesk, REASON, START } from './case-desk.ts';
import { candidateOf, ids } from './fixtures.ts';

describe('noting how suggestions are reviewed (R19)', () => {
  let desk: CaseDesk;
  beforeAll(async () => {
    desk = await openCaseDesk();
  });
  afterAll(() => desk.close());

  const decide = async (name: string, operation: 'take_up' | 'dismiss', minutes: number) => {
    const candidate_id = ids.candidate(name);
    await desk.ports.cases.suggest(candidateOf(name));
    const from = Date.parse(desk.clock.now);
    await desk.call(asked('show_candidate', { candidate_id }));
    desk.clock.now = new Date(from + minutes * 60_000).toISOString();
    await desk.call(asked(operation, { candidate_id, reason: REASON }));
    desk.clock.now = new Date(from + (minutes + 1) * 60_000).toISOString();
  };

  it('measures from the first look to the decision, and names nobody', async () => {
    desk.clock.now = START;
    await decide('looked at', 'take_up', 7);
    await desk.ports.cases.suggest(candidateOf('unseen'));
    await desk.call(asked('dismiss', { candidate_id: ids.candidate('unseen'), reason: REASON }));
    const reviews = await desk.ports.reviews.last(10);
    expect(
      reviews.map(({ followed, review_seconds }) => [followed, review_seconds && Math.round(review_seconds)]),
    ).toEqual([
      [false, null],
      [true, 420],
    ]);
    expect(JSON.stringify(reviews)).not.toContain('devries');
  });

  it('raises the alarm when nearly all are followed within a minute, and not before fifty', async () => {
    for (let at = 0; at < 47; at += 1) await decide(`quick ${at}`, 'take_up', 1);
    expect(desk.raised).toEqual([]);
    await decide('quick 47', 'take_up', 1);
    expect(desk.raised).toMatchObject([
      { reviews: 50, alarms: ['nearly_all_followed', 'reviewed_too_fast'] },
    ]);
  }, 30_000);
});

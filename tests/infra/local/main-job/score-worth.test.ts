import { describe, expect, it } from 'vitest';
import { scoreWorth } from '#local/main-job/score-worth.ts';
import type { Calibration } from '#schemas/calibration.ts';
import { DoorInput } from '#score/door-input.ts';

const calibration: Calibration = {
  model: 'score-1-abc',
  outcomes_digest: 'abc',
  all: { outcomes: 3, right: 2, steps: [] },
  themes: {},
};
const linesOf = async (known: Calibration) => {
  const asked: unknown[] = [];
  const clients = {
    invoke: async (name: string, request: unknown) => {
      asked.push([name, DoorInput.parse(request)]);
      return { ranking: 'score-1-abc', calibration: known };
    },
  };
  const lines = await scoreWorth(clients, { ScoreDoorFunction: 'score-door' });
  expect(asked).toMatchObject([['score-door', { operation: 'show' }]]);
  return lines;
};

describe('what scores came to, in the summary', () => {
  it('is not known of few outcomes, and says of how many', async () => {
    expect(await linesOf(calibration)).toEqual(['What scores came to so far: unknown, 3 outcomes']);
  });

  it('is told step by step', async () => {
    const step = (from_score: number, right: number) => ({
      from_score,
      to_score: from_score + 9,
      outcomes: 20,
      right,
      chance: right / 20,
      low: 0.1,
      high: 0.9,
    });
    expect(
      await linesOf({ ...calibration, all: { outcomes: 40, right: 16, steps: [step(20, 4), step(30, 12)] } }),
    ).toEqual([
      'What scores came to so far',
      '  from 20 points: of ten with this score, about 2 were right (95%: 1 to 9; 4 of 20)',
      '  from 30 points: of ten with this score, about 6 were right (95%: 1 to 9; 12 of 20)',
    ]);
  });
});

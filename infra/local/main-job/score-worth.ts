import * as z from 'zod';
import { Calibration } from '#schemas/calibration.ts';
import { scoreChance } from '#schemas/score-chance.ts';
import { type Clients, required } from './clients.ts';

const Shown = z.object({ calibration: Calibration });
const ASKED = {
  operation: 'show',
  actor: { id: 'summary', team: 'analyse', role: 'analyst' },
  purpose: 'showing what scores came to so far',
  legal_basis: 'Gemeentewet art. 172',
};

/** What scores came to so far, as the door of scores tells it: a line per step of points, or one that says that it is not known. */
export async function scoreWorth(
  clients: Pick<Clients, 'invoke'>,
  outputs: Readonly<Record<string, string>>,
): Promise<string[]> {
  const answer = await clients.invoke(required(outputs, 'ScoreDoorFunction'), ASKED);
  const { calibration } = Shown.parse(answer);
  const words = (score: number) => scoreChance(calibration, { theme: null, score }).words_en;
  const [first, ...others] = calibration.all.steps;
  if (!first) return [`What scores came to so far: ${words(0)}`];
  return [
    'What scores came to so far',
    ...[first, ...others].map(({ from_score }) => `  from ${from_score} points: ${words(from_score)}`),
  ];
}

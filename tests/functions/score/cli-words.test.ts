import { describe, expect, it } from 'vitest';
import { parseScoreCommand, SCORE_USAGE } from '#score/cli-words.ts';
import { DoorInput } from '#score/door-input.ts';

const who = ['--as', 'a.analist', '--team', 'analyse'];
const WEIGHTS = `wgt-${'a'.repeat(26)}`;
const reason = ['--reason', 'A year of random visits'];

describe('the words of npm run weights and npm run scores', () => {
  it.each([
    [['show'], 'show'],
    [['learn'], 'learn'],
    [['propose', ...reason], 'propose'],
    [['approve', '--weights', WEIGHTS, ...reason], 'approve'],
    [['retire', '--weights', WEIGHTS, ...reason], 'retire'],
    [['replay'], 'replay'],
    [['replay', '--version', '7'], 'replay'],
  ])('%j asks what the door takes', (words, operation) => {
    const { request } = parseScoreCommand([...words, ...who]);
    expect(DoorInput.parse(request)).toMatchObject({
      operation,
      actor: { id: 'a.analist', team: 'analyse' },
    });
  });

  it.each([
    [['propose'], '--reason is missing'],
    [['approve', ...reason], '--weights is missing'],
    [['learnt'], 'no command learnt'],
    [[], SCORE_USAGE.slice(0, 20)],
  ])('%j is refused with what is missing', (words, message) => {
    expect(() => parseScoreCommand([...words, ...who])).toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import { FAIRNESS_USAGE, parseFairnessCommand } from '#fairness/cli-words.ts';
import { DoorInput } from '#fairness/door-input.ts';

const who = ['--as', 'f.gerritsen', '--team', 'privacy'];

describe('the words of npm run fairness', () => {
  it.each([
    [['test'], { operation: 'test' }],
    [['test', '--version', '3'], { operation: 'test', version: 3 }],
    [['show'], { operation: 'show' }],
  ])('%j asks what the door takes', (words, request) => {
    const asked = DoorInput.parse(parseFairnessCommand([...words, ...who]).request);
    expect(asked).toMatchObject({ ...request, actor: { id: 'f.gerritsen', role: 'privacy_officer' } });
  });

  it('refuses other words', () => {
    expect(() => parseFairnessCommand(['tests', ...who])).toThrow('no command tests');
    expect(() => parseFairnessCommand(who)).toThrow(FAIRNESS_USAGE.slice(0, 20));
  });
});

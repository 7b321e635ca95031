import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arrivals } from './files.ts';
import { stateOf, takeIn } from './whole-line.ts';

it('ends in the same state in whatever order files come, and however many are linked together', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ files, groups }) => {
      expect(await stateOf(await takeIn(groups))).toEqual(await stateOf(await takeIn([files])));
    }),
    { numRuns: 30, seed: 1 },
  );
}, 180_000);

import * as z from 'zod';
import { askDoor } from '#adapters/door-client.ts';
import { parseScoreCommand, SCORE_USAGE } from './cli-words.ts';

/** A replay that differs is a failure of the command. */
const Differs = z.object({ same: z.literal(false) });

/** `npm run weights` and `npm run scores`: asks the door of scores and prints its answer as JSON. */
const words = process.argv.slice(2);
try {
  if (words.length === 0 || words.includes('--help')) process.stdout.write(SCORE_USAGE);
  else {
    const answer = await askDoor('ScoreDoorFunction', parseScoreCommand(words));
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    if (Differs.safeParse(answer).success) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

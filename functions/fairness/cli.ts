import { askDoor } from '#adapters/door-client.ts';
import { FAIRNESS_USAGE, parseFairnessCommand } from './cli-words.ts';

/** `npm run fairness`: asks the door of the fairness gate and prints its answer as JSON. */
const words = process.argv.slice(2);
try {
  if (words.length === 0 || words.includes('--help')) process.stdout.write(FAIRNESS_USAGE);
  else
    process.stdout.write(
      `${JSON.stringify(await askDoor('FairnessDoorFunction', parseFairnessCommand(words)), null, 2)}\n`,
    );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

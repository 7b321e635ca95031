import { askDoor } from '#adapters/door-client.ts';
import { parseWatchCommand, WATCH_USAGE } from './cli-words.ts';

/** `npm run watch`: asks the watch list's door and prints its answer as JSON. */
const words = process.argv.slice(2);
try {
  if (words.length === 0 || words.includes('--help')) process.stdout.write(WATCH_USAGE);
  else
    process.stdout.write(
      `${JSON.stringify(await askDoor('WatchDoorFunction', parseWatchCommand(words)), null, 2)}\n`,
    );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

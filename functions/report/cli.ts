import { askDoor } from '#adapters/door-client.ts';
import { DELIVERIES_USAGE, parseDeliveriesCommand } from './cli-words.ts';

/** `npm run deliveries`: asks the door for deliveries and prints its answer as JSON. */
const words = process.argv.slice(2);
try {
  if (words.length === 0 || words.includes('--help')) process.stdout.write(DELIVERIES_USAGE);
  else
    process.stdout.write(
      `${JSON.stringify(await askDoor('ReportDoorFunction', parseDeliveriesCommand(words)), null, 2)}\n`,
    );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { askDoor } from '#adapters/door-client.ts';
import { writeRegister } from './cli/register-command.ts';
import { PATTERN_USAGE, parsePatternCommand } from './cli-words.ts';
import { draftFile } from './draft-file.ts';
import { worthTable } from './worth-table.ts';

/** How long a new draft's dossier holds unless its maker says otherwise. */
const YEAR_MS = 365 * 86_400_000;

/** `npm run pattern`, `patterns` and `register`: from draft to pattern, what each was worth, and the public record. */
const words = process.argv.slice(2);
try {
  if (words.length === 0 || words.includes('--help')) process.stdout.write(PATTERN_USAGE);
  else process.stdout.write(`${await run(words)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run(args: readonly string[]): Promise<string> {
  const command = parsePatternCommand(args, (file) => readFileSync(file, 'utf8'));
  if (command.kind === 'new') {
    const file = `${command.id}.sql`;
    if (existsSync(file)) throw new Error(`${file} is there already`);
    const expires = new Date(Date.now() + YEAR_MS).toISOString().slice(0, 10);
    writeFileSync(file, draftFile(command.id, command.theme, expires));
    return `${file}: fill in what stands between < and >, write the query, then: npm run pattern -- test ${file}`;
  }
  if (command.kind === 'register')
    return writeRegister(command.register, new Date().toISOString().slice(0, 10));
  const answer = await askDoor('DetectDoorFunction', command.ask);
  return (command.json ? undefined : worthTable(answer)) ?? JSON.stringify(answer, null, 2);
}

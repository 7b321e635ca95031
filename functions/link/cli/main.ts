import { availableParallelism } from 'node:os';
import { explainCommand } from './explain-command.ts';
import { linkCommand } from './link-command.ts';
import { LINK_USAGE, parseCommand, UsageError } from './options.ts';
import { OutputFiles } from './output-files.ts';
import { sayOnStandardError } from './progress.ts';

/** As shells do for a process that Ctrl-C ends. */
const INTERRUPTED = 130;

/** Runs the linking command; returns the exit code: 1 if it could not be done, 2 if it was not understood. */
export async function main(words: readonly string[]): Promise<number> {
  const files = new OutputFiles();
  const stop = (): never => {
    files.drop();
    process.exit(INTERRUPTED);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const cores = availableParallelism();
    const command = parseCommand(words, cores);
    process.stdout.write(
      command.command === 'link'
        ? await linkCommand(command, files)
        : command.command === 'explain'
          ? await explainCommand(command, cores)
          : LINK_USAGE,
    );
    return 0;
  } catch (error) {
    files.drop();
    sayOnStandardError(`${error instanceof Error ? error.message : String(error)}\n`);
    if (!(error instanceof UsageError)) return 1;
    sayOnStandardError('npm run link -- --help tells what there is.\n');
    return 2;
  }
}

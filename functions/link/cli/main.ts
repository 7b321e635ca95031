import { availableParallelism } from 'node:os';
import { isAboutIndex } from './index/options.ts';
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
    process.stdout.write(await run(words, cores, files));
    return 0;
  } catch (error) {
    files.drop();
    sayOnStandardError(`${error instanceof Error ? error.message : String(error)}\n`);
    if (!(error instanceof UsageError)) return 1;
    sayOnStandardError('npm run link -- --help tells what there is.\n');
    return 2;
  }
}

/** Each command brings only what it needs: a small drop does not wait for what trains models. Text for people. */
async function run(words: readonly string[], cores: number, files: OutputFiles): Promise<string> {
  if (isAboutIndex(words)) {
    const { indexCommand } = await import('./index/index-command.ts');
    return indexCommand(words, cores, files);
  }
  const command = parseCommand(words, cores);
  switch (command.command) {
    case 'help':
      return LINK_USAGE;
    case 'link':
      return (await import('./link-command.ts')).linkCommand(command, files);
    case 'explain':
      return (await import('./explain-command.ts')).explainCommand(command, cores);
  }
}

import type { OutputFiles } from '../output-files.ts';
import { INDEX_USAGE, parseIndexCommand } from './options.ts';

/** Runs a command about an index; each brings only what it needs. Throws InputError and UsageError. */
export async function indexCommand(
  words: readonly string[],
  cores: number,
  files: OutputFiles,
): Promise<string> {
  const command = parseIndexCommand(words, cores);
  switch (command.command) {
    case 'help':
      return INDEX_USAGE;
    case 'index':
      return (await import('./build-command.ts')).buildCommand(command, files);
    case 'drop':
      return (await import('./drop-command.ts')).dropCommand(command, files);
    case 'lookup':
      return (await import('./lookup-command.ts')).lookupCommand(command);
    case 'explain':
      return (await import('./explain-indexed.ts')).explainIndexed(command);
    case 'compact':
      return (await import('./compact-command.ts')).compactCommand(command.index, files);
  }
}

import { parseArgs } from 'node:util';
import { UsageError } from '../options.ts';

export const INDEX_USAGE = `Keeps what was linked, so that what comes later is linked with it in a second.

  npm run link -- index --input base.csv --model auto|model.json --index FOLDER
  npm run link -- drop [--input drop.csv] [--withdraw ids.csv] [--decisions decisions.csv] --index FOLDER
  npm run link -- entity <id> --index FOLDER
  npm run link -- compact --index FOLDER

index     Links all records of a file and writes them into a new folder; the model is frozen from then on.
drop      Links new records, corrections (records whose id, the first column, is known) and withdrawals, and takes
          together anew only what they affect. Entities keep their ids.
entity    Tells what became of an entity, whenever its id was given, and which records it has.
compact   Writes all that stands as one base; drops are as fast afterwards as at first.

  --input FILE       CSV or Parquet; the first column holds a record's id.
  --model auto|FILE  As for linking; auto unless said otherwise.
  --withdraw FILE    Records to be taken out: their ids in the first column.
  --decisions FILE   What people decided: columns left, right (ids) and decision (same or different).
  --out FILE         Writes what became of entities: event, entity, other entity, id of each of its records, as CSV.
  --report FILE      Writes what was done, how long it took and what was read of the index, as JSON.
  --threads N        How many threads work (all cores, unless said otherwise). The result is the same for any number.
  --partitions P     For index: links in so many parts, each reading its key ranges alone. The result is the same.
  --seed S           For --model auto.
`;

export type IndexCommand = {
  readonly command: 'index' | 'drop' | 'entity' | 'compact' | 'help';
  readonly entity: string;
  readonly index: string;
  readonly input: string | undefined;
  readonly model: string;
  readonly withdraw: string | undefined;
  readonly decisions: string | undefined;
  readonly out: string | undefined;
  readonly report: string | undefined;
  readonly threads: number;
  readonly partitions: number | undefined;
  readonly seed: number;
};

const OPTIONS = [
  'input',
  'model',
  'withdraw',
  'decisions',
  'out',
  'report',
  'threads',
  'partitions',
  'seed',
] as const;
/** What each command takes beside --index. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  index: ['input', 'model', 'report', 'threads', 'partitions', 'seed'],
  drop: ['input', 'withdraw', 'decisions', 'out', 'report', 'threads'],
  entity: [],
  compact: [],
};

/** Reads the words of a command line. Throws UsageError. */
export function parseIndexCommand(words: readonly string[], cores: number): IndexCommand {
  const { values, positionals } = parse(words);
  const [command = '', entity, ...rest] = positionals;
  const takes = TAKES[command];
  if (takes === undefined) throw new UsageError(`${command} is no command`);
  const wrong = OPTIONS.find((option) => values[option] !== undefined && !takes.includes(option));
  if (wrong !== undefined) throw new UsageError(`${command} does not take --${wrong}`);
  if (values.index === undefined && !values.help)
    throw new UsageError(`${command} needs a folder: --index FOLDER`);
  if (command === 'entity' && entity === undefined) throw new UsageError('entity needs the id of an entity');
  const tooMuch = command === 'entity' ? rest : [entity, ...rest].filter((word) => word !== undefined);
  if (tooMuch.length > 0)
    throw new UsageError(`${tooMuch.join(' ')} is too much; files are named with --input`);
  if (command === 'index' && values.input === undefined)
    throw new UsageError('an input is needed: --input FILE');
  if (
    command === 'drop' &&
    [values.input, values.withdraw, values.decisions].every((each) => each === undefined)
  )
    throw new UsageError('a drop needs --input, --withdraw or --decisions');
  return {
    command: values.help ? 'help' : (COMMANDS[command] ?? 'help'),
    entity: entity ?? '',
    index: values.index ?? '',
    input: values.input,
    model: values.model ?? 'auto',
    withdraw: values.withdraw,
    decisions: values.decisions,
    out: values.out,
    report: values.report,
    threads: wholeNumber('--threads', values.threads ?? String(cores), 1, 256),
    partitions:
      values.partitions === undefined ? undefined : wholeNumber('--partitions', values.partitions, 1, 1024),
    seed: wholeNumber('--seed', values.seed ?? '1', 0, 2 ** 32 - 1),
  };
}

const COMMANDS: Readonly<Record<string, IndexCommand['command']>> = {
  index: 'index',
  drop: 'drop',
  entity: 'entity',
  compact: 'compact',
};

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        index: { type: 'string' },
        input: { type: 'string' },
        model: { type: 'string' },
        withdraw: { type: 'string' },
        decisions: { type: 'string' },
        out: { type: 'string' },
        report: { type: 'string' },
        threads: { type: 'string' },
        partitions: { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
}

function wholeNumber(what: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most)
    throw new UsageError(`${what} must be a whole number from ${least} to ${most}, not ${text}`);
  return number;
}

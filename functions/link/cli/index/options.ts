import { parseArgs } from 'node:util';
import { UsageError, wholeNumber } from '../options.ts';

export const INDEX_USAGE = `Keeps what was linked, so that what comes later is linked with it in a second. Entities keep their ids.

  npm run link -- index --input base.csv --index FOLDER [--model auto|FILE] [options]
  npm run link -- drop --index FOLDER [--input drop.csv] [--withdraw ids.csv] [--decisions decisions.csv] [options]
  npm run link -- lookup <id> --index FOLDER
  npm run link -- explain <id> --index FOLDER
  npm run link -- compact --index FOLDER

index     Links all records of a file and writes them into a new folder; the model is frozen from then on.
drop      Links new records, corrections (records whose id is known) and withdrawals, and takes together anew only what
          they affect. Readers see the index before or after, never between.
lookup    Tells which entity a record is of, or what became of an entity whenever its id was given, and its records.
explain   Shows why the records of an entity are one.
compact   Writes all that stands as one base; drops are as fast afterwards as at first.

  --index FOLDER     Where the index is.
  --input FILE       CSV or Parquet. The first column holds a record's id; every record has its own.
  --model auto|FILE  For index, as for linking (auto, unless said otherwise).
  --withdraw FILE    Records to be taken out: their ids in the first column.
  --decisions FILE   What people decided, as for linking; it holds from then on, also for records that come back.
  --out FILE         For drop: writes what became of entities as CSV: event, entity, other, id (a line per record).
  --report FILE      Writes what was done, how long it took and what was read of the index, as JSON.
  --threads N        How many threads work (all cores, unless said otherwise). The result is the same for any number.
  --partitions P     For index: links in so many parts, by hash of the blocking keys, with few records in memory at a
                     time. The result is the same; the model must be one that says how links become entities.
  --seed S           For --model auto.
`;

type Common = { readonly index: string };
export type BuildOptions = Common & {
  readonly input: string;
  /** `auto`, or a file. */
  readonly model: string;
  readonly report: string | undefined;
  readonly threads: number;
  readonly partitions: number | undefined;
  readonly seed: number;
};
export type DropOptions = Common & {
  readonly input: string | undefined;
  readonly withdraw: string | undefined;
  readonly decisions: string | undefined;
  readonly out: string | undefined;
  readonly report: string | undefined;
  readonly threads: number;
};
export type LookupOptions = Common & {
  /** Of a record or an entity. */
  readonly id: string;
};
export type IndexCommand =
  | { readonly command: 'help' }
  | ({ readonly command: 'index' } & BuildOptions)
  | ({ readonly command: 'drop' } & DropOptions)
  | ({ readonly command: 'lookup' | 'explain' } & LookupOptions)
  | ({ readonly command: 'compact' } & Common);

/** What each command takes beside --index. */
const TAKES = {
  index: ['input', 'model', 'report', 'threads', 'partitions', 'seed'],
  drop: ['input', 'withdraw', 'decisions', 'out', 'report', 'threads'],
  lookup: [],
  explain: [],
  compact: [],
} as const;

/** Whether a command line is about an index. */
export const isAboutIndex = (words: readonly string[]): boolean => {
  const [first = ''] = words;
  if (first === 'explain') return words.some((word) => word === '--index' || word.startsWith('--index='));
  return Object.hasOwn(TAKES, first);
};

/** Reads the words of a command line that is about an index. Throws UsageError. */
export function parseIndexCommand(words: readonly string[], cores: number): IndexCommand {
  const { values, positionals } = parse(words);
  if (values.help) return { command: 'help' };
  const [first = '', id, ...rest] = positionals;
  const command = commandOf(first);
  const takes: readonly string[] = TAKES[command];
  const wrong = Object.keys(values).find((option) => option !== 'index' && !takes.includes(option));
  if (wrong !== undefined) throw new UsageError(`${command} does not take --${wrong}`);
  const { index, input, withdraw, decisions, out, report } = values;
  if (index === undefined) throw new UsageError(`${command} needs a folder: --index FOLDER`);
  if (command === 'lookup' || command === 'explain') {
    if (id === undefined) throw new UsageError(`${command} needs the id of an entity or a record`);
    if (rest.length > 0) throw new UsageError(`${command} takes one id; ${rest.join(' ')} is too much`);
    return { command, index, id };
  }
  if (id !== undefined) throw new UsageError(`${id} is too much; files are named with --input`);
  if (command === 'compact') return { command, index };
  const threads = wholeNumber('--threads', values.threads ?? String(cores), 1, 256);
  if (command === 'index') {
    if (input === undefined) throw new UsageError('an input is needed: --input FILE');
    const seed = wholeNumber('--seed', values.seed ?? '1', 0, 2 ** 32 - 1);
    const partitions =
      values.partitions === undefined ? undefined : wholeNumber('--partitions', values.partitions, 1, 1024);
    return { command, index, input, model: values.model ?? 'auto', report, threads, partitions, seed };
  }
  if (input === undefined && withdraw === undefined && decisions === undefined)
    throw new UsageError('a drop needs --input, --withdraw or --decisions');
  return { command, index, input, withdraw, decisions, out, report, threads };
}

function commandOf(word: string): keyof typeof TAKES {
  switch (word) {
    case 'index':
    case 'drop':
    case 'lookup':
    case 'explain':
    case 'compact':
      return word;
    default:
      throw new UsageError(`${word} is no command`);
  }
}

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

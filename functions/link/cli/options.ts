import { parseArgs } from 'node:util';

export const LINK_USAGE = `Links records that are of one person, company or thing.

  npm run link -- --input a.csv [--input b.csv] [options]
  npm run link -- explain <entity> [options]
  npm run link -- index | drop | lookup | compact    (drop --help tells how what is linked is kept and added to)

One input is searched for duplicates; of two inputs, records of one are linked to records of the other.

  --input FILE       CSV (UTF-8; comma, semicolon, tab or bar) or Parquet. The first column holds a record's id.
  --within           With two inputs: look for duplicates within each as well.
  --model auto|FILE  How records are compared: found out from the records (auto, unless said otherwise), or read from
                     a model or a report.
  --decisions FILE   CSV of what people decided about pairs of records, by their ids: left, right, decision (must or
                     cannot), by, on, why. It always holds.
  --truth COLUMN     The column that tells which records are one: the result is held against it, and never uses it.
  --out FILE         Writes clusters: row, id, entity, confidence (and input, if there are two) as CSV.
  --report FILE      Writes what was done, how long it took, the model and, with --truth, how right it is, as JSON.
  --save-model FILE  Writes the model, for --model.
  --threads N        How many threads work (all cores, unless said otherwise). The result is the same for any number.
  --seed S           A whole number that decides which pairs are drawn to learn from (1, unless said otherwise).
  --help

explain shows why the records of an entity are one: link by link, field by field, in bits. It takes the last run that
wrote clusters, or --clusters FILE (what --out wrote) with the --input, --model FILE and --decisions of that run.
`;

/** A command line that can't be understood; what to do is in the message. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export type LinkOptions = {
  readonly inputs: readonly string[];
  readonly within: boolean;
  /** `auto`, or a file. */
  readonly model: string;
  readonly decisions: string | undefined;
  readonly truth: string | undefined;
  readonly out: string | undefined;
  readonly report: string | undefined;
  readonly saveModel: string | undefined;
  readonly threads: number;
  readonly seed: number;
};

export type ExplainOptions = {
  /** As `--out` wrote it. */
  readonly entity: string;
  /** The run to explain; the last one if not said. */
  readonly run: ExplainedRun | undefined;
};

export type ExplainedRun = {
  readonly inputs: readonly string[];
  readonly model: string;
  readonly clusters: string;
  readonly decisions: string | undefined;
};

export type Command =
  | { readonly command: 'help' }
  | ({ readonly command: 'link' } & LinkOptions)
  | ({ readonly command: 'explain' } & ExplainOptions);

const MOST_THREADS = 256;

/** Reads the words of a command line. Throws UsageError. */
export function parseCommand(words: readonly string[], cores: number): Command {
  const { values, positionals } = parse(words);
  if (values.help || words.length === 0) return { command: 'help' };
  const [first, entity, ...rest] = positionals;
  if (first === 'explain') {
    if (entity === undefined)
      throw new UsageError('explain needs an entity: the number that --out wrote for it');
    if (rest.length > 0) throw new UsageError(`explain takes one entity; ${rest.join(' ')} is too much`);
    const none = ['truth', 'out', 'report', 'save-model', 'threads', 'seed', 'within'] as const;
    for (const option of none)
      if (values[option] !== undefined) throw new UsageError(`explain does not take --${option}`);
    return { command: 'explain', entity, run: explainedRun(values) };
  }
  if (first !== undefined) throw new UsageError(`${first} is no command; input files are named with --input`);
  if (values.clusters !== undefined)
    throw new UsageError('--clusters goes with explain; clusters are written to --out');
  const inputs = values.input ?? [];
  if (inputs.length === 0) throw new UsageError('an input is needed: --input FILE');
  if (inputs.length > 2) throw new UsageError(`at most two inputs can be linked, not ${inputs.length}`);
  if (values.within && inputs.length < 2)
    throw new UsageError('--within goes with two inputs; one input is always searched for duplicates');
  return {
    command: 'link',
    inputs,
    within: values.within ?? false,
    model: values.model ?? 'auto',
    decisions: values.decisions,
    truth: values.truth,
    out: values.out,
    report: values.report,
    saveModel: values['save-model'],
    threads: wholeNumber('--threads', values.threads ?? String(cores), 1, MOST_THREADS),
    seed: wholeNumber('--seed', values.seed ?? '1', 0, 2 ** 32 - 1),
  };
}

function explainedRun({ clusters, input, model, decisions }: Values): ExplainedRun | undefined {
  if (clusters === undefined && input === undefined && model === undefined && decisions === undefined)
    return undefined;
  if (clusters === undefined || input === undefined || model === undefined || model === 'auto')
    throw new UsageError(
      'explain needs --clusters FILE, --input FILE and --model FILE (a report, or a saved model), or none of them',
    );
  return { inputs: input, model, clusters, decisions };
}

type Values = ReturnType<typeof parse>['values'];

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        input: { type: 'string', multiple: true },
        within: { type: 'boolean' },
        model: { type: 'string' },
        truth: { type: 'string' },
        out: { type: 'string' },
        report: { type: 'string' },
        'save-model': { type: 'string' },
        clusters: { type: 'string' },
        decisions: { type: 'string' },
        threads: { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    // Its second sentence explains how to pass words that begin with a dash, which nothing here takes.
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
}

/** Throws UsageError. */
export function wholeNumber(what: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most)
    throw new UsageError(`${what} must be a whole number from ${least} to ${most}, not ${text}`);
  return number;
}

import { parseArgs } from 'node:util';
import * as z from 'zod';

/** A whole number in words that a person typed. */
const whole = (low: number, high: number) => {
  const wanted = `takes a whole number from ${low} to ${high}`;
  return z.coerce.number({ error: wanted }).int(wanted).min(low, wanted).max(high, wanted);
};

export const StartOptions = z.object({
  port: whole(0, 65_535),
  /** Undefined: as the directory has it, or the default. */
  residents: whole(200, 160_000).optional(),
  seed: whole(0, 2 ** 31).optional(),
  'data-dir': z.string().min(1),
  once: z.boolean(),
  fresh: z.boolean(),
  'no-sample': z.boolean(),
  verbose: z.boolean(),
  help: z.boolean(),
});
export type StartOptions = z.infer<typeof StartOptions>;

export const USAGE = `npm start -- [options]

  --port N         where the embedded cloud listens, on 127.0.0.1 (4566)
  --residents N    size of the sample municipality, 200 to 160000 (2000)
  --seed N         another municipality of that size (1)
  --data-dir DIR   where everything is kept (.verband)
  --fresh          begin with an empty directory
  --no-sample      an empty town: bring your own files
  --once           end when all is quiet: exit 0, or 1 when an execution failed
  --verbose        also say what of the template has no effect here, and why
  --help           this text
`;

/** Parses the command line. Throws an error whose message says which option is wrong and what it takes. */
export function parseOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4566' },
      residents: { type: 'string' },
      seed: { type: 'string' },
      'data-dir': { type: 'string', default: '.verband' },
      once: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      'no-sample': { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const parsed = StartOptions.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RangeError(
    `--${issue?.path.join('.') ?? '?'}: ${issue?.message ?? 'wrong'}; npm start -- --help tells more`,
  );
}

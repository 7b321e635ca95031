import { parseArgs } from 'node:util';

export const ACCEPT_USAGE = `npm run accept -- [options]

Deploys to whatever answers at AWS_ENDPOINT_URL (without one: AWS itself), drops the files of a made-up municipality and
checks what becomes of them: one line per check, the count in the last. Exit 0 only when all hold. The deployment is to be
an empty one.

  --skip-deploy          the stacks are there already
  --outputs FILE         JSON of the stacks' outputs, instead of asking CloudFormation (implies --skip-deploy)
  --drop FILE=SOURCE     also drops this file as one of that source; may be given several times
  --minutes N            how long to wait for the executions of one wave of files (10)
  --record               writes what was seen as what is to be expected from now on
`;

export type OwnFile = { readonly file: string; readonly source: string };

export type AcceptOptions = {
  readonly deploy: boolean;
  readonly outputs: string | undefined;
  readonly drops: readonly OwnFile[];
  readonly waitMs: number;
  readonly record: boolean;
};

/** Throws RangeError or TypeError that says which option does not fit. */
export function readOptions(args: readonly string[]): AcceptOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      'skip-deploy': { type: 'boolean', default: false },
      outputs: { type: 'string' },
      drop: { type: 'string', multiple: true, default: [] },
      minutes: { type: 'string', default: '10' },
      record: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new RangeError(`--minutes ${values.minutes}: a number above 0 is asked`);
  return {
    deploy: !values['skip-deploy'] && values.outputs === undefined,
    outputs: values.outputs,
    drops: values.drop.map(ownFile),
    waitMs: minutes * 60_000,
    record: values.record,
  };
}

function ownFile(text: string): OwnFile {
  const at = text.lastIndexOf('=');
  if (at <= 0 || at === text.length - 1)
    throw new RangeError(`--drop ${text}: FILE=SOURCE is asked, such as --drop invallen.csv=raids`);
  return { file: text.slice(0, at), source: text.slice(at + 1) };
}

import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import type { DoorCommand } from '#adapters/door-client.ts';
import { Failure } from '#schemas/failures.ts';
import type { RegisterCommand } from './cli/register-command.ts';
import { Theme } from '#schemas/finding.ts';
import { PatternId } from '#schemas/ids.ts';

export const PATTERN_USAGE = `npm run pattern -- <command> [options]

  new <id> [--theme T]                 writes <id>.sql: a draft with a dossier to fill in
  test <file>                          what it finds now, how long it takes, which patterns find the same
  backtest <file> [--versions N]       what it would have found earlier, and what of that proved right
  propose <file> --reason WHY          hands it in, with the results of both
  approve <id> --reason WHY            another person takes it into the library
  retire <id> --reason WHY             ends it
  list | show <id>                     what there is; one with its dossier and tests

npm run register                       writes the Algoritmeregister's record: --config infra/accountability.json,
                                       --out .verband/algoritmeregister (.json, .csv), --offline
npm run patterns                       what each pattern was worth: fired, taken up, right, wrong, open

Instead of a file: --query ID-OR-NAME, a named query of the workgroup.
Who acts:      --as ID --team TEAM [--role analyst|team_lead|privacy_officer] [--purpose P] [--basis B]
Where:         AWS_ENDPOINT_URL or --endpoint; --function NAME, or the outputs in --data-dir (.verband)
Answers:       as text; --json as JSON
`;

const OPTIONS = {
  as: { type: 'string' },
  team: { type: 'string' },
  role: { type: 'string', default: 'analyst' },
  theme: { type: 'string', default: 'housing' },
  versions: { type: 'string' },
  query: { type: 'string' },
  reason: { type: 'string' },
  purpose: { type: 'string', default: 'making and judging patterns' },
  basis: { type: 'string', default: 'Gemeentewet art. 172' },
  json: { type: 'boolean', default: false },
  config: { type: 'string', default: 'infra/accountability.json' },
  out: { type: 'string', default: '.verband/algoritmeregister' },
  offline: { type: 'boolean', default: false },
  endpoint: { type: 'string' },
  function: { type: 'string' },
  'data-dir': { type: 'string', default: '.verband' },
} as const;

export type PatternCommand =
  | { readonly kind: 'new'; readonly id: PatternId; readonly theme: Theme }
  | { readonly kind: 'register'; readonly register: RegisterCommand }
  | { readonly kind: 'ask'; readonly json: boolean; readonly ask: DoorCommand };

/** Words of the command line → a draft to be written, or one request at the door. Throws Failure('InvalidRequest') that says what is missing. */
export function parsePatternCommand(args: readonly string[], read: (file: string) => string): PatternCommand {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [command = '', given] = positionals;
  const need = (name: string, value: string | undefined): string => {
    if (value === undefined) throw new Failure('InvalidRequest', `${command}: ${name} is missing`);
    return value;
  };
  if (command === 'new') {
    const id = PatternId.safeParse(need('the id', given));
    const theme = Theme.safeParse(values.theme);
    if (!id.success) throw new Failure('InvalidRequest', 'an id is lower-case words joined by _');
    if (!theme.success) throw new Failure('InvalidRequest', `themes: ${Theme.options.join(', ')}`);
    return { kind: 'new', id: id.data, theme: theme.data };
  }
  const looking = {
    id: values.as ?? userInfo().username,
    team: values.team ?? process.env.VERBAND_TEAM ?? 'unknown',
    role: values.role,
  };
  /** Who decides is named; reading goes by the login. */
  const deciding = () => ({
    actor: { id: need('--as', values.as), team: need('--team', values.team), role: values.role },
    reason: need('--reason', values.reason),
  });
  const draft = () =>
    values.query === undefined ? { text: read(need('the file', given)) } : { query: values.query };
  const byId = () => ({ id: need('the id', given) });
  const requests: Readonly<Record<string, () => Record<string, unknown>>> = {
    list: () => ({ actor: looking }),
    worth: () => ({ actor: looking }),
    show: () => ({ actor: looking, ...byId() }),
    test: () => ({ actor: looking, ...draft() }),
    backtest: () => ({
      actor: looking,
      ...draft(),
      ...(values.versions === undefined ? {} : { versions: Number(values.versions) }),
    }),
    propose: () => ({ ...deciding(), ...draft() }),
    approve: () => ({ ...deciding(), ...byId() }),
    retire: () => ({ ...deciding(), ...byId() }),
  };
  /** R1. */
  const call = { purpose: values.purpose, legal_basis: values.basis };
  const where = {
    endpoint: values.endpoint ?? process.env.AWS_ENDPOINT_URL,
    functionName: values.function,
    dataDir: values['data-dir'],
  };
  if (command === 'register') {
    const { config, out, offline } = values;
    const ask = { request: { operation: 'facts', ...call, actor: looking }, ...where };
    return { kind: 'register', register: { config, out, offline, ask } };
  }
  const request = requests[command];
  if (!request)
    throw new Failure(
      'InvalidRequest',
      command === '' ? PATTERN_USAGE : `no command ${command}\n\n${PATTERN_USAGE}`,
    );
  return {
    kind: 'ask',
    json: values.json,
    ask: {
      request: { operation: command, ...call, ...request() },
      ...where,
    },
  };
}

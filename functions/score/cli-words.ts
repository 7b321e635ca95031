import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import type { DoorCommand } from '#adapters/door-client.ts';
import { Failure } from '#schemas/failures.ts';

export const SCORE_USAGE = `npm run weights -- <command> [options]

  show                                   what ranks, what stands beside it, proposals, what scores came to
  learn                                  what the outcomes so far would teach; keeps nothing
  propose --reason WHY                   the same, kept and proposed
  approve --weights ID --reason WHY      by another person of another team; ranks from the next version on
  retire  --weights ID --reason WHY      the experts' weights rank again

npm run scores -- replay [--version N]   scores a version once more, and compares byte by byte (exit 1 when it differs)

Who acts:      --as ID --team TEAM [--role analyst|privacy_officer]
Where:         AWS_ENDPOINT_URL or --endpoint; --function NAME, or the outputs in --data-dir (.verband)
`;

const OPTIONS = {
  as: { type: 'string' },
  team: { type: 'string' },
  role: { type: 'string', default: 'analyst' },
  weights: { type: 'string' },
  reason: { type: 'string' },
  version: { type: 'string' },
  purpose: { type: 'string' },
  basis: { type: 'string' },
  endpoint: { type: 'string' },
  function: { type: 'string' },
  'data-dir': { type: 'string', default: '.verband' },
} as const;

/** Words of the command line → one request at the door. Throws Failure('InvalidRequest') that says what is missing. */
export function parseScoreCommand(args: readonly string[]): DoorCommand {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [command = ''] = positionals;
  const need = (name: string, value: string | undefined): string => {
    if (value === undefined) throw new Failure('InvalidRequest', `${command}: --${name} is missing`);
    return value;
  };
  const call = () => ({
    actor: {
      id: need('as', values.as ?? userInfo().username),
      team: need('team', values.team ?? process.env.VERBAND_TEAM ?? 'unknown'),
      role: values.role,
    },
    purpose: values.purpose ?? 'looking after how addresses are scored',
    legal_basis: values.basis ?? 'Gemeentewet art. 172',
  });
  const decision = () => ({
    ...call(),
    weights_id: need('weights', values.weights),
    reason: need('reason', values.reason),
  });
  const requests: Readonly<Record<string, () => Record<string, unknown>>> = {
    show: () => ({ operation: 'show', ...call() }),
    learn: () => ({ operation: 'learn', ...call() }),
    propose: () => ({ operation: 'propose', ...call(), reason: need('reason', values.reason) }),
    approve: () => ({ operation: 'approve', ...decision() }),
    retire: () => ({ operation: 'retire', ...decision() }),
    replay: () => ({
      operation: 'replay',
      ...call(),
      ...(values.version === undefined ? {} : { version: Number(values.version) }),
    }),
  };
  const request = requests[command];
  if (!request)
    throw new Failure(
      'InvalidRequest',
      command === '' ? SCORE_USAGE : `no command ${command}\n\n${SCORE_USAGE}`,
    );
  return {
    request: request(),
    endpoint: values.endpoint ?? process.env.AWS_ENDPOINT_URL,
    functionName: values.function,
    dataDir: values['data-dir'],
  };
}

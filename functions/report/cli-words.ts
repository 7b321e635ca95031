import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import type { DoorCommand } from '#adapters/door-client.ts';
import { Failure } from '#schemas/failures.ts';

export const DELIVERIES_USAGE = `npm run deliveries -- <command> [options]

  list [--source S] [--status S] [--limit N]   the newest deliveries, how they ended, where their reports lie
  show <delivery>                              the report on one; where its rejected rows are
  release <delivery> --reason WHY              lets go on what was held for an odd number of rows (R46)

Who acts:      --as ID --team TEAM
Where:         AWS_ENDPOINT_URL or --endpoint; --function NAME, or the outputs in --data-dir (.verband)
`;

const OPTIONS = {
  as: { type: 'string' },
  team: { type: 'string' },
  role: { type: 'string', default: 'steward' },
  source: { type: 'string' },
  status: { type: 'string' },
  limit: { type: 'string' },
  reason: { type: 'string' },
  endpoint: { type: 'string' },
  function: { type: 'string' },
  'data-dir': { type: 'string', default: '.verband' },
} as const;

/** Words of the command line → one request at the door. Throws Failure('InvalidRequest') that says what is missing. */
export function parseDeliveriesCommand(args: readonly string[]): DoorCommand {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [command = '', delivery] = positionals;
  const need = (name: string, value: string | undefined): string => {
    if (value === undefined) throw new Failure('InvalidRequest', `${command}: ${name} is missing`);
    return value;
  };
  /** Reading asks for less than releasing: who looks is told by the login, who decides is named. */
  const reader = () => ({
    id: values.as ?? userInfo().username,
    team: values.team ?? process.env.VERBAND_TEAM ?? 'unknown',
    role: values.role,
  });
  const requests: Readonly<Record<string, () => Record<string, unknown>>> = {
    list: () => ({
      operation: 'list',
      actor: reader(),
      ...(values.source === undefined ? {} : { source: values.source }),
      ...(values.status === undefined ? {} : { status: values.status }),
      ...(values.limit === undefined ? {} : { limit: Number(values.limit) }),
    }),
    show: () => ({ operation: 'show', actor: reader(), delivery_id: need('the delivery', delivery) }),
    release: () => ({
      operation: 'release',
      actor: { id: need('--as', values.as), team: need('--team', values.team), role: values.role },
      delivery_id: need('the delivery', delivery),
      reason: need('--reason', values.reason),
    }),
  };
  const request = requests[command];
  if (!request)
    throw new Failure(
      'InvalidRequest',
      command === '' ? DELIVERIES_USAGE : `no command ${command}\n\n${DELIVERIES_USAGE}`,
    );
  return {
    request: request(),
    endpoint: values.endpoint ?? process.env.AWS_ENDPOINT_URL,
    functionName: values.function,
    dataDir: values['data-dir'],
  };
}

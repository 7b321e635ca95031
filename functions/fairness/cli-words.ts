import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import type { DoorCommand } from '#adapters/door-client.ts';
import { Failure } from '#schemas/failures.ts';

export const FAIRNESS_USAGE = `npm run fairness -- <command> [options]

  test [--version N]   holds the groups of the audit's file against each other, and publishes the verdict
  show                 what was found last, and what the work list goes by today

The audit's file: attributes/<name>.csv in the audit bucket (output AuditBucket), of several the last by name;
nummeraanduiding;<attribute>;… with the address number id of 16 digits and the code of its group in each attribute.

Who acts:      --as ID --team TEAM (a privacy officer)
Where:         AWS_ENDPOINT_URL or --endpoint; --function NAME, or the outputs in --data-dir (.verband)
`;

const OPTIONS = {
  as: { type: 'string' },
  team: { type: 'string' },
  role: { type: 'string', default: 'privacy_officer' },
  version: { type: 'string' },
  purpose: { type: 'string' },
  basis: { type: 'string' },
  endpoint: { type: 'string' },
  function: { type: 'string' },
  'data-dir': { type: 'string', default: '.verband' },
} as const;

/** Words of the command line → one request at the door. Throws Failure('InvalidRequest') that says what is wrong. */
export function parseFairnessCommand(args: readonly string[]): DoorCommand {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [command = ''] = positionals;
  if (command !== 'test' && command !== 'show')
    throw new Failure(
      'InvalidRequest',
      command === '' ? FAIRNESS_USAGE : `no command ${command}\n\n${FAIRNESS_USAGE}`,
    );
  return {
    request: {
      operation: command,
      actor: {
        id: values.as ?? userInfo().username,
        team: values.team ?? process.env.VERBAND_TEAM ?? 'unknown',
        role: values.role,
      },
      purpose: values.purpose ?? 'testing whether groups are treated alike',
      legal_basis: values.basis ?? 'AVG art. 5(1)(a) and 35(11)',
      ...(command === 'test' && values.version !== undefined ? { version: Number(values.version) } : {}),
    },
    endpoint: values.endpoint ?? process.env.AWS_ENDPOINT_URL,
    functionName: values.function,
    dataDir: values['data-dir'],
  };
}

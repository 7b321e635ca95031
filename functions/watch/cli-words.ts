import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { DoorCommand } from '#adapters/door-client.ts';
import { Failure } from '#schemas/failures.ts';

export const WATCH_USAGE = `npm run watch -- <command> [options]

  lists                                        all lists
  show <list or alert>                         a list with its entries; or the reason behind an alert
  create   --title T --reason WHAT-FOR         a new list
  propose  --list L --subject E --criterion C --reason R --basis B
           --fact RECORD=SOURCE=WHAT-IT-SHOWS (twice or more)
           --source S (the sources that may cause an alert; repeat)
  approve | veto | remove | renew  --list L --entry E [--reason R]
  subscribe    --list L --email A | --sms +31…
  confirm      --list L --subscription S --code 123456
  unsubscribe  --list L --subscription S

Who acts:      --as ID --team TEAM [--role case_worker|privacy_officer|…]
Where:         AWS_ENDPOINT_URL or --endpoint; --function NAME, or the outputs in --data-dir (.verband)
`;

const OPTIONS = {
  as: { type: 'string' },
  team: { type: 'string' },
  role: { type: 'string', default: 'case_worker' },
  list: { type: 'string' },
  entry: { type: 'string' },
  subject: { type: 'string' },
  criterion: { type: 'string' },
  reason: { type: 'string' },
  basis: { type: 'string' },
  title: { type: 'string' },
  fact: { type: 'string', multiple: true },
  source: { type: 'string', multiple: true },
  email: { type: 'string' },
  sms: { type: 'string' },
  subscription: { type: 'string' },
  code: { type: 'string' },
  purpose: { type: 'string' },
  endpoint: { type: 'string' },
  function: { type: 'string' },
  'data-dir': { type: 'string', default: '.verband' },
} as const;

/** Words of the command line → one request at the door. Throws Failure('InvalidRequest') that says what is missing. */
export function parseWatchCommand(args: readonly string[]): DoorCommand {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [command = '', shown = ''] = positionals;
  const need = (name: string, value: string | undefined): string => {
    if (value === undefined) throw new Failure('InvalidRequest', `${command}: --${name} is missing`);
    return value;
  };
  const actor = {
    id: need('as', values.as ?? userInfo().username),
    team: need('team', values.team ?? process.env.VERBAND_TEAM ?? 'unknown'),
    role: values.role,
  };
  const read = {
    actor,
    purpose: values.purpose ?? 'looking after the watch list',
    legal_basis: values.basis ?? 'Gemeentewet art. 172',
  };
  const onEntry = () => ({
    actor,
    list_id: need('list', values.list),
    entry_id: need('entry', values.entry),
  });
  const requests: Readonly<Record<string, () => Record<string, unknown>>> = {
    lists: () => ({ operation: 'show_lists', ...read }),
    show: () =>
      shown.startsWith('alt-')
        ? { operation: 'show_alert', ...read, alert_id: shown }
        : { operation: 'show_list', ...read, list_id: need('list', shown === '' ? values.list : shown) },
    create: () => ({
      operation: 'create_list',
      actor,
      title: need('title', values.title),
      purpose: need('reason', values.reason),
    }),
    propose: () => ({
      operation: 'propose',
      actor,
      list_id: need('list', values.list),
      subject_entity_id: need('subject', values.subject),
      criterion: need('criterion', values.criterion),
      reason: need('reason', values.reason),
      legal_basis: need('basis', values.basis),
      facts: (values.fact ?? []).map(parseFact),
      sources: values.source ?? [],
    }),
    approve: () => ({ operation: 'approve', ...onEntry() }),
    veto: () => ({ operation: 'veto', ...onEntry() }),
    remove: () => ({ operation: 'remove', ...onEntry(), reason: need('reason', values.reason) }),
    renew: () => ({ operation: 'renew', ...onEntry(), reason: need('reason', values.reason) }),
    subscribe: () => ({
      operation: 'subscribe',
      actor,
      list_id: need('list', values.list),
      channel: values.sms === undefined ? 'email' : 'sms',
      endpoint: need('email or --sms', values.sms ?? values.email),
    }),
    confirm: () => ({
      operation: 'confirm',
      actor,
      list_id: need('list', values.list),
      subscription_id: need('subscription', values.subscription),
      code: need('code', values.code),
    }),
    unsubscribe: () => ({
      operation: 'unsubscribe',
      actor,
      list_id: need('list', values.list),
      subscription_id: need('subscription', values.subscription),
    }),
  };
  const request = requests[command];
  if (!request)
    throw new Failure(
      'InvalidRequest',
      command === '' ? WATCH_USAGE : `no command ${command}\n\n${WATCH_USAGE}`,
    );
  return {
    request: request(),
    endpoint: values.endpoint ?? process.env.AWS_ENDPOINT_URL,
    functionName: values.function,
    dataDir: values['data-dir'],
  };
}

const FactWords = z.tuple([z.string().min(1), z.string().min(1), z.string().min(1)]);

function parseFact(text: string): Record<string, string> {
  const [record, source, ...statement] = text.split('=');
  const parsed = FactWords.safeParse([record, source, statement.join('=')]);
  if (!parsed.success) throw new Failure('InvalidRequest', 'write a fact as RECORD=SOURCE=WHAT-IT-SHOWS');
  return { record_id: parsed.data[0], source: parsed.data[1], statement: parsed.data[2] };
}

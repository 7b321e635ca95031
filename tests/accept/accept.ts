import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { checkMessages, type Listener, listenTo } from './alerts.ts';
import { checkWorkList, takeOneUp } from './case-work.ts';
import { type Checks, expect, expectSame, openChecks } from './checks.ts';
import { deployStacks, stackOutputs } from './deploy.ts';
import { type Expected, readExpected, recordExpected } from './expected.ts';
import { FAULTY } from './faulty-files.ts';
import { checkLakeObjects } from './lake-objects.ts';
import { namedQueries, runNamedQuery } from './named-queries.ts';
import { ACCEPT_USAGE, type AcceptOptions, readOptions } from './options.ts';
import { compare, SEEN } from './seen.ts';
import { openSystem, type System } from './system.ts';
import { acceptTown } from './town.ts';
import { makeList, type WatchedList, watchLandlord } from './watch-entry.ts';
import { dropWave } from './waves.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const PARTS = ['deliveries', 'entities', 'relations', 'links', 'findings', 'scores'] as const;

/** `npm run accept`: see `ACCEPT_USAGE`. */
async function accept(options: AcceptOptions): Promise<Checks> {
  const checks = openChecks(say);
  const environment = environmentOf();
  if (options.deploy && !(await checks.check('both stacks deploy', deployStacks))) return checks;
  let system: System | undefined;
  await checks.check('the stacks tell what they made', async () => {
    const outputs = await stackOutputs(environment, options.outputs);
    system = openSystem(environment, outputs);
    return `${Object.keys(outputs).length} outputs`;
  });
  if (system) await acceptSystem(system, options, checks);
  return checks;
}

async function acceptSystem(system: System, options: AcceptOptions, checks: Checks): Promise<void> {
  const empty = await checks.check('the deployment is an empty one', async () => {
    expectSame('executions', await executionsOf(system), 0);
    return '';
  });
  if (!empty) return;
  const town = acceptTown();
  for (const [index, wave] of town.history.entries())
    await checks.check(`files of wave ${index + 1} go through the line`, async () =>
      dropWave(system, wave, options.waitMs),
    );

  const watched: { list?: WatchedList; listener?: Listener } = {};
  await checks.check('a watch list is made, and its topic can be listened to', async () => {
    watched.list = await makeList(system);
    watched.listener = await listenTo(watched.list.topicArn, system);
    return watched.list.listId;
  });
  await checks.check('an entry takes two people of two teams (R33)', async () => {
    if (!watched.list) throw new Error('there is no list');
    return watchLandlord(watched.list, system);
  });
  await checks.check('files of a month later go through the line', async () =>
    dropWave(system, town.secondDelivery, options.waitMs),
  );
  await checks.check('news of the listed subject is published (R35)', async () => {
    if (!watched.listener) throw new Error('nobody listens');
    return checkMessages(await watched.listener.messages(), namesOf(town.secondDelivery));
  });
  await watched.listener?.close();

  if (options.record) recordExpected(await whatIsSeen(system));
  const expected = readExpected();
  for (const part of PARTS)
    await checks.check(`${part} in Athena`, async () => compare(part, system, expected));
  for (const query of await namedQueries(system))
    await checks.check(`named query ${query.name}`, async () => runNamedQuery(query, system, expected));
  await checks.check('the lake holds Parquet', async () => checkLakeObjects(system));
  await checks.check('the work list', async () => checkWorkList(system));
  await checks.check('a candidate becomes a case by a named person (R18)', async () => takeOneUp(system));
  await acceptFiles(system, town.secondDelivery.at(-1), options, checks);
}

/** Files that end otherwise: one that comes twice, faulty ones, the caller's own. */
async function acceptFiles(
  system: System,
  known: { readonly key: string; readonly body: Uint8Array } | undefined,
  options: AcceptOptions,
  checks: Checks,
): Promise<void> {
  // First: only the newest content of its source is held against what comes.
  if (known)
    await checks.check('the same content under another name', async () => {
      const key = known.key.replace('/', '/again-');
      await dropWave(system, [{ key, body: known.body }], options.waitMs);
      return endOf(system, key, 'duplicate');
    });
  for (const file of FAULTY)
    await checks.check(`a faulty file: ${file.what}`, async () => {
      await dropWave(system, [file], options.waitMs);
      return endOf(system, file.key, file.ends);
    });
  for (const own of options.drops)
    await checks.check(`${own.file} as ${own.source}`, async () => {
      const key = `${own.source}/${basename(own.file)}`;
      await dropWave(system, [{ key, body: readFileSync(own.file) }], options.waitMs);
      return endOf(system, key, 'linked', 'stored');
    });
  await checks.check('no execution failed', async () => {
    const failed = await system.clients.executions(system.output('IngestStateMachineArn'), 'FAILED');
    expectSame('failed executions', failed, 0);
    return '';
  });
}

/** How a file ended; every row that was read went in or was rejected. */
async function endOf(system: System, key: string, ...ends: readonly string[]): Promise<string> {
  const delivery = (await SEEN.deliveries(system))[key];
  if (!delivery) throw new Error('it is not in the table of deliveries');
  expect(ends.includes(delivery.status), `it ended as ${delivery.status}, not as ${ends.join(' or ')}`);
  expectSame('rows accepted and rejected', delivery.accepted + delivery.rejected, delivery.read);
  return `${delivery.status}, ${delivery.read} rows read, ${delivery.rejected} rejected`;
}

async function executionsOf({ clients, output }: System): Promise<number> {
  const machine = output('IngestStateMachineArn');
  const counts = await Promise.all(
    (['SUCCEEDED', 'FAILED', 'RUNNING'] as const).map(async (status) => clients.executions(machine, status)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function whatIsSeen(system: System): Promise<Expected> {
  return {
    deliveries: await SEEN.deliveries(system),
    entities: await SEEN.entities(system),
    relations: await SEEN.relations(system),
    links: await SEEN.links(system),
    findings: await SEEN.findings(system),
    scores: await SEEN.scores(system),
  };
}

/** Words of the dropped files that begin with a capital: names of people and streets, which no alert may hold. */
function namesOf(files: readonly { readonly body: Uint8Array }[]): ReadonlySet<string> {
  const own = new Set(['Lijst', 'Vermelding', 'Soort', 'Sinds', 'Reden', 'List', 'Entry', 'Since', 'Kind']);
  return new Set(
    files
      .flatMap(
        ({ body }) =>
          Buffer.from(body)
            .toString('latin1')
            .match(/\p{Lu}\p{Ll}{3,}/gu) ?? [],
      )
      .filter((word) => !own.has(word)),
  );
}

function environmentOf(): Record<string, string> {
  const known = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return { AWS_REGION: process.env.AWS_DEFAULT_REGION ?? 'eu-west-1', ...Object.fromEntries(known) };
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(ACCEPT_USAGE);
  else {
    const checks = await accept(options);
    say(`${checks.held()} checks hold, ${checks.failed()} do not`);
    process.exitCode = checks.failed() === 0 ? 0 : 1;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

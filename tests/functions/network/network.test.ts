import { createHash } from 'node:crypto';
import * as z from 'zod';
import { beforeEach, describe, expect, it } from 'vitest';
import { network, type NetworkOutput, type NetworkPorts } from '#network/network.ts';
import {
  Broker,
  CommunityMember,
  NetworkChange,
  NetworkPath,
  NetworkRun,
  networkRunKey,
} from '#schemas/network.ts';
import type { LakeTableName } from '#schemas/tables.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import { memoryLake, memoryRegistry, versionOf } from '../memory-ports.ts';
import { AS_OF, company, home, id, NetworkTown, person } from './network-town.ts';

/** Three raids, held together by people who took part in two of them each. */
const ring = (town: NetworkTown): NetworkTown => {
  town.raid('raid 1', 'Kerkstraat 1', ['a', 'b']);
  town.raid('raid 2', 'Dorpsweg 2', ['b', 'c']);
  town.raid('raid 3', 'Laan 3', ['c', 'a']);
  return town.live(['a', 'his family'], 'Plein 4');
};

describe('the network step', () => {
  let memory: ReturnType<typeof memoryLake>;
  let linked: PublishedVersion[];
  let registry: ReturnType<typeof memoryRegistry>;
  beforeEach(() => {
    memory = memoryLake();
    linked = [];
    registry = memoryRegistry(linked);
  });
  const ports = (): NetworkPorts => ({ ...memory, registry });

  /** Publishes what a town adds as the next version. */
  async function link(town: NetworkTown, asOf = AS_OF, gone: readonly string[] = []): Promise<number> {
    const version = linked.length + 1;
    const { lake } = memory;
    const alive = <Row extends object>(rows: Iterable<Row>) =>
      Array.from(rows, (row) => ({ ...row, deleted: false }));
    const relations = [...alive(town.relations), ...gone.map((record_id) => ({ record_id, deleted: true }))];
    linked.push(
      versionOf(version, {
        as_of: asOf,
        files: [
          await lake.write('entities', `version=${version}-1`, '0000', alive(town.entities.values())),
          await lake.write('relations', `version=${version}-1`, '0000', relations),
        ],
      }),
    );
    return version;
  }
  /** Runs the step and flips the pointer, as the score step does. */
  async function judge(version: number) {
    const output = await network({ version }, ports());
    const published = await registry.version('linked', version);
    if (published) await registry.judge({ ...published, files: [...output.files] });
    return output;
  }
  async function rows<Row>(version: number, table: LakeTableName, schema: z.ZodType<Row>): Promise<Row[]> {
    const judged = await registry.version('judged', version);
    return z.array(schema).parse(await memory.lake.state(table, judged ? [judged] : []));
  }
  const changesOf = async (version: number) => rows(version, 'network_changes', NetworkChange);

  it('writes the tables of a version and makes them known before patterns run', async () => {
    const output = await judge(await link(ring(new NetworkTown())));
    expect(output.outcome).toBe('computed');
    expect(memory.registered).toEqual([{ version: 1, files: output.files }]);
    expect(output.files.map(({ table }) => table)).toEqual([
      'communities',
      'brokers',
      'network_paths',
      'network_changes',
    ]);
    const members = await rows(1, 'communities', CommunityMember);
    expect(members.map((each) => each.entity_id)).toEqual(
      [
        ...['raid 1', 'raid 2', 'raid 3'].map((name) => id('event', name)),
        ...['Kerkstraat 1', 'Dorpsweg 2', 'Laan 3', 'Plein 4'].map(home),
        ...['a', 'b', 'c'].map(person),
      ].toSorted(),
    );
    expect(new Set(members.map((each) => each.community_id)).size).toBe(1);
    expect(members[0]).toMatchObject({ members: 10, kinds: { address: 4, event: 3, person: 3 } });
    expect(await rows(1, 'brokers', Broker)).toEqual([]);
    expect(await rows(1, 'network_paths', NetworkPath)).toHaveLength(3);
    expect(await changesOf(1)).toMatchObject([{ event: 'created', members_before: 0, members_after: 7 }]);
  });

  it('tells of people only where a raid is among them', async () => {
    const town = new NetworkTown();
    for (const name of ['one', 'two', 'three'])
      town
        .relate(company(name), 'officer', person('owner'))
        .relate(company(name), 'established_at', home(name));
    await judge(await link(town));
    const members = await rows(1, 'communities', CommunityMember);
    expect(members.map((each) => each.entity_id.slice(0, 3))).toEqual([
      'adr',
      'adr',
      'adr',
      'com',
      'com',
      'com',
    ]);
    expect(members[0]).toMatchObject({ members: 6, kinds: { address: 3, company: 3 } });
  });

  it('gives the same bytes at the same place, in whatever order rows come', async () => {
    const digests = async (output: NetworkOutput) =>
      Promise.all(
        output.files.flatMap(({ keys }) =>
          keys.map(async (key) => [
            key,
            createHash('sha256')
              .update(await memory.objects.read(key))
              .digest('hex'),
          ]),
        ),
      );
    const town = ring(new NetworkTown());
    await link(town);
    const first = await digests(await network({ version: 1 }, ports()));
    memory = memoryLake();
    linked.length = 0;
    const turned = new NetworkTown();
    turned.relations.push(...town.relations.toReversed());
    for (const [key, entity] of [...town.entities].toReversed()) turned.entities.set(key, entity);
    await link(turned);
    expect(await digests(await network({ version: 1 }, ports()))).toEqual(first);
    expect(first).toHaveLength(4);
  });

  it('keeps the id of a community that grows, and tells of it', async () => {
    await judge(await link(ring(new NetworkTown())));
    const more = new NetworkTown('second');
    more.raid('raid 4', 'Haven 5', ['b', 'c']);
    expect((await judge(await link(more))).outcome).toBe('computed');
    const [before] = await rows(1, 'communities', CommunityMember);
    expect(await changesOf(2)).toEqual([
      {
        community_id: before?.community_id,
        event: 'grown',
        other_community_id: null,
        members_before: 7,
        members_after: 9,
        since: AS_OF,
        in_version: 2,
      },
    ]);
    // Drops may come every few minutes: growth is told for a while, and adds up.
    const still = new NetworkTown('third');
    still.raid('raid 5', 'Kade 6', ['c', 'a']);
    await judge(await link(still));
    expect(await changesOf(3)).toMatchObject([
      { event: 'grown', members_before: 7, members_after: 11, since: AS_OF, in_version: 3 },
    ]);
  });

  it.each([
    [
      'a judgement',
      (town: NetworkTown) =>
        town.event('report', 'tip', 'Laan 3', { mentioned: [person('a')] }, { nature: 'judgement' }),
    ],
    ['a valuation', (town: NetworkTown) => town.event('valuation', 'woz', 'Laan 3')],
    ['a benefit', (town: NetworkTown) => town.event('benefit', 'b', 'Laan 3', { client: [person('a')] })],
  ])('takes over the last result when a version brings only %s', async (_, add) => {
    await judge(await link(ring(new NetworkTown())));
    const more = new NetworkTown('second');
    add(more);
    const output = await judge(await link(more));
    expect(output.outcome).toBe('carried');
    expect(await rows(2, 'communities', CommunityMember)).toEqual(
      await rows(1, 'communities', CommunityMember),
    );
    expect(await rows(2, 'network_paths', NetworkPath)).toEqual(await rows(1, 'network_paths', NetworkPath));
    expect(await changesOf(2)).toEqual(await changesOf(1));
    // Every version's files are its own.
    const earlier = await registry.version('judged', 1);
    const prefixes = new Set(earlier?.files.map(({ prefix }) => prefix));
    expect(output.files.filter(({ prefix }) => prefixes.has(prefix))).toEqual([]);
  });

  it.each([
    ['a move', async (town: NetworkTown) => link(town.live(['b'], 'Plein 4'))],
    ['a fact', async (town: NetworkTown) => link((town.event('report', 'r', 'Laan 3'), town))],
    [
      'a relation that went',
      async (town: NetworkTown) => link(town, AS_OF, [ring(new NetworkTown()).relations[0]?.record_id ?? '']),
    ],
    ['more than a month', async (town: NetworkTown) => link(town, '2026-11-15')],
    [
      'a fact that turns out to be a judgement',
      async (town: NetworkTown) => {
        town.event('raid', 'raid 1', 'Kerkstraat 1', {}, { nature: 'judgement' });
        return link(town);
      },
    ],
  ])('computes anew after %s', async (_, next) => {
    await judge(await link(ring(new NetworkTown())));
    expect((await judge(await next(new NetworkTown('second')))).outcome).toBe('computed');
  });

  it('keeps ids and tells no change when a release weighs otherwise', async () => {
    await judge(await link(ring(new NetworkTown())));
    const run = NetworkRun.parse(
      JSON.parse(new TextDecoder().decode(await memory.objects.read(networkRunKey(1)))),
    );
    await memory.objects.write(networkRunKey(1), JSON.stringify({ ...run, rules: 'others' }));
    const more = new NetworkTown('second');
    more.raid('raid 4', 'Haven 5', ['b', 'c']);
    expect((await judge(await link(more))).outcome).toBe('computed');
    const [before] = await rows(1, 'communities', CommunityMember);
    const [now] = await rows(2, 'communities', CommunityMember);
    expect(now).toMatchObject({ community_id: before?.community_id, members: 12 });
    expect(await changesOf(2)).toEqual([]);
  });

  it('goes on from what it has when it is repeated', async () => {
    const version = await link(ring(new NetworkTown()));
    const first = await judge(version);
    expect(await network({ version }, ports())).toEqual(first);
  });

  it('leaves a version that is overtaken to the next', async () => {
    await link(ring(new NetworkTown()));
    await link(new NetworkTown('second'));
    expect(await network({ version: 1 }, ports())).toEqual({ outcome: 'stale', version: 1, files: [] });
    expect(memory.registered).toEqual([]);
  });

  it('refuses a version that is not linked', async () => {
    await expect(network({ version: 1 }, ports())).rejects.toMatchObject({ name: 'NotFound' });
  });
});

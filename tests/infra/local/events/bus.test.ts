import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventBus, openEvents } from '#local/events/service.ts';
import { eventsResources } from '#local/events/resources.ts';
import type { ResourceContext } from '#local/template/resource.ts';
import { openStore, type Store } from '#local/store.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const MACHINE = 'arn:aws:states:eu-west-1:000000000000:stateMachine:ingest';
const created = (key: string) => ({
  source: 'aws.s3',
  detailType: 'Object Created',
  resources: [],
  detail: { object: { key } },
});

let dataDir: string;
let store: Store;
let bus: EventBus;
let started: { name: string; input: string }[];

/** A machine whose executions are rows in the same store, as in the embedded Step Functions. */
function open(): void {
  store = openStore(dataDir);
  store.db.exec('CREATE TABLE IF NOT EXISTS executions (name TEXT PRIMARY KEY, input TEXT)');
  bus = openEvents({
    store,
    start(_arn, input, name) {
      started.push({ name, input });
      store.db.prepare('INSERT INTO executions VALUES (?, ?)').run(name, input);
      if (input.includes('poison')) throw new Error('the machine refuses');
    },
    invoke: (arn, input) => void started.push({ name: arn, input }),
  });
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'events-'));
  started = [];
  open();
});
afterEach(() => {
  bus.close();
  store.close();
  rmSync(dataDir, { recursive: true });
});

const rule = { name: 'drops', enabled: true, pattern: { source: ['aws.s3'] } };
const keys = { id: 'ingest', arn: MACHINE, InputPath: '$.detail.object.key' };
const rows = () =>
  store.db
    .prepare('SELECT input FROM executions ORDER BY rowid')
    .all()
    .map((row) => row['input']);

describe('the event bus', () => {
  it('starts the machine once per event, in order, after the commit', async () => {
    bus.putRule({ ...rule, targets: [keys] });
    bus.start();
    store.transaction(() => {
      for (const key of ['a', 'b', 'c']) bus.emit(created(key));
      expect(started).toEqual([]);
    });
    expect(bus.idle()).toBe(false);
    await expect.poll(() => bus.idle()).toBe(true);
    expect(rows()).toEqual(['"a"', '"b"', '"c"']);
    expect(started[0]?.name).toMatch(/^[0-9a-f-]{36}_[0-9a-f]{8}$/);
  });

  it('drops an event with the transaction that emitted it', async () => {
    bus.putRule({ ...rule, targets: [keys] });
    bus.start();
    expect(() =>
      store.transaction(() => {
        bus.emit(created('a'));
        throw new Error('rolled back');
      }),
    ).toThrow('rolled back');
    bus.emit(created('b'));
    await expect.poll(() => bus.idle()).toBe(true);
    expect(rows()).toEqual(['"b"']);
  });

  it('keeps events until it is started, over a restart too', async () => {
    bus.emit(created('left behind'));
    bus.close();
    store.close();
    open();
    bus.putRule({ ...rule, targets: [keys] });
    expect(bus.idle()).toBe(false);
    bus.start();
    await expect.poll(rows).toEqual(['"left behind"']);
  });

  it('serves every rule that fits, and no disabled one', async () => {
    const arn = 'arn:aws:lambda:eu-west-1:000000000000:function:tell';
    bus.putRule({ ...rule, targets: [keys, { id: 'tell', arn, Input: '"hello"' }] });
    bus.putRule({ ...rule, name: 'off', enabled: false, targets: [keys] });
    bus.putRule({ ...rule, name: 'other', pattern: { source: ['aws.glue'] }, targets: [keys] });
    bus.start();
    bus.emit(created('a'));
    await expect.poll(() => bus.idle()).toBe(true);
    expect(started).toEqual([
      { name: expect.stringContaining('_'), input: '"a"' },
      { name: arn, input: '"hello"' },
    ]);
  });

  it('keeps an event that a target refuses as a failure, whole, and goes on', async () => {
    bus.putRule({ ...rule, targets: [keys] });
    bus.start();
    bus.emit(created('poison'));
    bus.emit(created('fine'));
    await expect.poll(() => bus.idle()).toBe(true);
    expect(rows()).toEqual(['"fine"']);
    expect(bus.failures()).toMatchObject([
      { cause: 'the machine refuses', event: expect.stringContaining('poison') },
    ]);
  });

  it('fires a scheduled rule to its own targets alone', async () => {
    bus.putRule({
      ...rule,
      pattern: { source: ['aws.events'] },
      targets: [{ ...keys, Input: '"by pattern"', InputPath: undefined }],
    });
    bus.putRule({
      name: 'nightly',
      enabled: true,
      schedule: 'cron(0 3 * * ? *)',
      targets: [{ id: 's', arn: MACHINE, InputPath: '$.detail-type' }],
    });
    bus.start();
    bus.fire('nightly');
    await expect.poll(() => bus.idle()).toBe(true);
    expect(rows()).toEqual(['"Scheduled Event"']);
    expect(() => bus.fire('drops')).toThrow('no scheduled rule is named "drops"');
  });

  it('fires a scheduled rule whenever it is due', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    bus.putRule({
      name: 'often',
      enabled: true,
      schedule: 'rate(1 minute)',
      targets: [{ ...keys, InputPath: '$.source' }],
    });
    bus.start();
    vi.advanceTimersByTime(150_000);
    vi.useRealTimers();
    await expect.poll(() => bus.idle()).toBe(true);
    expect(rows()).toEqual(['"aws.events"', '"aws.events"']);
  });

  it.each([
    [
      { targets: [{ id: 'q', arn: 'arn:aws:sqs:eu-west-1:000000000000:queue' }] },
      'rule drops: the embedded bus does not reach the target arn:aws:sqs',
    ],
    [
      { targets: [{ id: 't', arn: 'arn:aws:sns:eu-west-1:000000000000:topic' }] },
      'does not reach the target arn:aws:sns',
    ],
    [{ pattern: undefined, targets: [] }, 'neither EventPattern nor ScheduleExpression'],
    [{ pattern: { source: [{ cidr: 'x' }] }, targets: [] }, 'rule drops: EventPattern.source.cidr'],
  ])('refuses %j', (change, message) => {
    expect(() => bus.putRule({ ...rule, ...change })).toThrow(message);
  });
});

describe('rules of the template', () => {
  const context: ResourceContext = {
    logicalId: 'Drops',
    stackName: 'Town',
    metadata: {},
    assemblyDir: '',
    generatedName: () => 'Town-Drops-1A2B3C',
  };

  it('are built', async () => {
    const built = await eventsResources(bus)['AWS::Events::Rule']?.(
      {
        EventPattern: { source: ['aws.s3'] },
        State: 'ENABLED',
        Targets: [
          { Id: 'Target0', Arn: MACHINE, RoleArn: 'arn:aws:iam::000000000000:role/r', InputPath: '$.source' },
        ],
      },
      context,
    );
    expect(built).toEqual({
      ref: 'Town-Drops-1A2B3C',
      attributes: { Arn: 'arn:aws:events:eu-west-1:000000000000:rule/Town-Drops-1A2B3C' },
    });
    bus.start();
    bus.emit(created('a'));
    await expect.poll(rows).toEqual(['"aws.s3"']);
  });

  it('include schedules', async () => {
    await eventsResources(bus)['AWS::Scheduler::Schedule']?.(
      {
        Name: 'sweep',
        ScheduleExpression: 'rate(1 day)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: MACHINE, RoleArn: 'r', Input: '{"kind":"sweep"}' },
      },
      context,
    );
    bus.start();
    bus.fire('sweep');
    await expect.poll(rows).toEqual(['{"kind":"sweep"}']);
  });

  it('name the property that is not honoured', () => {
    const build = () =>
      eventsResources(bus)['AWS::Events::Rule']?.(
        { EventPattern: {}, Targets: [{ Id: 'a', Arn: MACHINE, SqsParameters: {} }] },
        context,
      );
    expect(build).toThrow(/Town\/Drops: not honoured by the embedded cloud:\n.*"SqsParameters"/);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '#schemas/failures.ts';
import type { SubscriptionId } from '#schemas/ids.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { WatchList } from '#schemas/watch.ts';
import { watchDoor } from '#watch/door.ts';
import { confirm, currentSubscriptions, subscribe, unsubscribe } from '#watch/subscriptions.ts';
import { approver, at, ids, listOf, subscriptionOf, TODAY } from './fixtures.ts';
import { openWatchTable, watchDesk } from './watch-desk.ts';

let table: Awaited<ReturnType<typeof openWatchTable>>;
let desk: ReturnType<typeof watchDesk>;
let list: WatchList;
let serial = 0;

beforeAll(async () => {
  table = await openWatchTable();
});
afterAll(async () => table.close());
beforeEach(async () => {
  desk = watchDesk(table.store);
  list = listOf(`subscriptions ${(serial += 1)}`);
  await table.store.createList(list);
});

const ask = (channel: 'email' | 'sms', endpoint: string) =>
  subscribe(
    { operation: 'subscribe', actor: approver, list_id: list.list_id, channel, endpoint },
    list,
    desk.ports,
  );
const minutesLater = (minutes: number) => {
  desk.clock.at = new Date(at(TODAY).getTime() + minutes * 60_000);
};

describe('by e-mail (R51)', () => {
  it('asks the topic, which sends its own confirmation', async () => {
    const made = await ask('email', 'wijkteam@gemeente.example');
    expect(made).toMatchObject({
      status: 'pending',
      channel: 'email',
      subscription_arn: `${list.topic_arn}:1`,
    });
    expect(desk.subscribed).toEqual([
      { topic: list.topic_arn, channel: 'email', endpoint: 'wijkteam@gemeente.example' },
    ]);
    expect(desk.sms).toEqual([]);
  });

  it('takes a domain in any case', async () => {
    expect((await ask('email', 'Wijkteam@Gemeente.Example')).status).toBe('pending');
  });

  it.each([
    ['another domain', 'iemand@elders.example', 'RuleViolated'],
    ['a domain that ends like an allowed one', 'iemand@nep-gemeente.example', 'RuleViolated'],
    ['a domain below an allowed one', 'iemand@x.gemeente.example', 'RuleViolated'],
    ['a domain that begins like an allowed one', 'iemand@gemeente.example.elders.nl', 'RuleViolated'],
    ['two addresses', 'a@elders.example,b@gemeente.example', 'InvalidRequest'],
    ['a list of names', 'a,b@gemeente.example', 'InvalidRequest'],
    ['a name around it', 'Jan <jan@gemeente.example>', 'InvalidRequest'],
    ['two at-signs', 'a@elders.example@gemeente.example', 'InvalidRequest'],
    ['a line break', 'jan@gemeente.example\nbcc@elders.example', 'InvalidRequest'],
    ['no domain', 'jan', 'InvalidRequest'],
  ])('refuses %s, and asks the topic nothing', async (_what, endpoint, name) => {
    await expect(ask('email', endpoint)).rejects.toMatchObject({ name });
    expect(desk.subscribed).toEqual([]);
    expect(await table.store.subscriptions(list.list_id)).toEqual([]);
  });

  it('takes an address once, and again after it unsubscribed', async () => {
    const made = await ask('email', 'wijkteam@gemeente.example');
    await expect(ask('email', 'wijkteam@gemeente.example')).rejects.toMatchObject({
      name: 'RuleViolated',
      message: expect.stringContaining(made.subscription_id),
    });
    const word = {
      operation: 'unsubscribe',
      actor: approver,
      list_id: list.list_id,
      subscription_id: made.subscription_id,
    } as const;
    expect((await unsubscribe(word, list, desk.ports)).status).toBe('ended');
    expect(desk.ended).toEqual([made.subscription_arn]);
    expect((await unsubscribe(word, list, desk.ports)).status).toBe('ended');
    expect(desk.ended).toHaveLength(1);
    expect((await ask('email', 'wijkteam@gemeente.example')).status).toBe('pending');
  });

  it('is confirmed here by the mail’s link, so that no link in a forwarded mail can end it', async () => {
    const made = await ask('email', 'wijkteam@gemeente.example');
    const link = 'http://127.0.0.1:4566/?Action=ConfirmSubscription&TopicArn=arn:x&Token=abc123def&x=1';
    const asked = {
      operation: 'confirm',
      actor: approver,
      list_id: list.list_id,
      subscription_id: made.subscription_id,
      code: link,
    } as const;
    expect((await confirm(asked, list, desk.ports)).status).toBe('confirmed');
    expect(desk.tokens).toEqual(['abc123def']);
    await expect(confirm(asked, list, desk.ports)).rejects.toMatchObject({ name: 'TransitionRefused' });
  });

  it('is another team’s business no more than one that is not there', async () => {
    const made = await ask('email', 'wijkteam@gemeente.example');
    const stranger = { ...approver, id: 'x', team: 'elsewhere' };
    const act = { list_id: list.list_id, subscription_id: made.subscription_id };
    for (const asked of [
      unsubscribe({ operation: 'unsubscribe', actor: stranger, ...act }, list, desk.ports),
      confirm({ operation: 'confirm', actor: stranger, ...act, code: '123456' }, list, desk.ports),
    ])
      await expect(asked).rejects.toMatchObject({ name: 'NotFound' });
    const officer = { ...stranger, role: 'privacy_officer' as const };
    expect(
      (await unsubscribe({ operation: 'unsubscribe', actor: officer, ...act }, list, desk.ports)).status,
    ).toBe('ended');
  });

  it('is ended when the topic no longer knows what was confirmed', async () => {
    await table.store.addSubscription(subscriptionOf(`left ${serial}`, list, { status: 'confirmed' }));
    expect((await currentSubscriptions(list, desk.ports)).map((each) => each.status)).toEqual(['ended']);
  });

  it('is confirmed when the topic says so', async () => {
    await table.store.addSubscription(subscriptionOf(`mine ${serial}`, list));
    await table.store.addSubscription(
      subscriptionOf(`other ${serial}`, list, { endpoint: 'ander@gemeente.example' }),
    );
    await table.store.addSubscription(
      subscriptionOf(`gone ${serial}`, list, { endpoint: 'weg@gemeente.example', status: 'ended' }),
    );
    desk.confirmed.set('wijkteam@gemeente.example', 'arn:x').set('weg@gemeente.example', 'arn:y');
    const found = await currentSubscriptions(list, desk.ports);
    expect(Object.fromEntries(found.map((each) => [each.endpoint, each.status]))).toEqual({
      'wijkteam@gemeente.example': 'confirmed',
      'ander@gemeente.example': 'pending',
      'weg@gemeente.example': 'ended',
    });
  });
});

describe('by text message, after a code', () => {
  const NUMBER = '+31612345678';
  const code = () => /\d{6}$/.exec(desk.sms.at(-1)?.text ?? '')?.[0] ?? '';
  const wrong = () => String((Number(code()) + 1) % 1_000_000).padStart(6, '0');
  const back = async (subscription_id: SubscriptionId, word: string) =>
    confirm(
      { operation: 'confirm', actor: approver, list_id: list.list_id, subscription_id, code: word },
      list,
      desk.ports,
    );

  it.each(['0612345678', '+0612345678', '31612345678', '+31 612345678', '+316', 'wijkteam@gemeente.example'])(
    'refuses %s as a number',
    async (number) => {
      await expect(ask('sms', number)).rejects.toMatchObject({ name: 'InvalidRequest' });
      expect(desk.sms).toEqual([]);
    },
  );

  it('sends a code first; the topic hears of the number when the code came back', async () => {
    const made = await ask('sms', NUMBER);
    expect(desk.sms).toEqual([{ number: NUMBER, text: expect.stringMatching(/^Verband: code \d{6}$/) }]);
    expect(desk.subscribed).toEqual([]);
    expect(await back(made.subscription_id, code())).toMatchObject({
      status: 'confirmed',
      subscription_arn: `${list.topic_arn}:1`,
    });
    expect(desk.subscribed).toEqual([{ topic: list.topic_arn, channel: 'sms', endpoint: NUMBER }]);
    await expect(back(made.subscription_id, code())).rejects.toMatchObject({ name: 'TransitionRefused' });
  });

  it('never shows the code nor its hash, which is soon guessed', async () => {
    const made = await ask('sms', NUMBER);
    const confirmed = await back(made.subscription_id, code());
    for (const shown of [made, confirmed]) {
      expect(Object.keys(shown)).not.toContain('challenge');
      expect(JSON.stringify(shown)).not.toContain(code());
    }
    const [stored] = await table.store.subscriptions(list.list_id);
    expect(JSON.stringify(stored)).not.toContain(code());
  });

  it('takes five tries', async () => {
    const made = await ask('sms', NUMBER);
    for (let left = SETTINGS.watch.smsCodeTries - 1; left >= 0; left -= 1)
      await expect(back(made.subscription_id, wrong())).rejects.toMatchObject({
        name: 'RuleViolated',
        message: expect.stringContaining(`${left} tries`),
      });
    await expect(back(made.subscription_id, code())).rejects.toMatchObject({
      name: 'RuleViolated',
      message: expect.stringMatching(/no longer valid/),
    });
    expect(desk.subscribed).toEqual([]);
  });

  it('takes no more tries when many come at once', async () => {
    const made = await ask('sms', NUMBER);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, async () => back(made.subscription_id, wrong())),
    );
    const looked = outcomes.filter(
      (each) => each.status === 'rejected' && /not the code/.test(String(each.reason)),
    );
    expect(looked.length).toBeGreaterThan(0);
    expect(looked.length).toBeLessThanOrEqual(SETTINGS.watch.smsCodeTries);
    const [stored] = await table.store.subscriptions(list.list_id);
    expect(stored?.challenge?.tries_left).toBe(SETTINGS.watch.smsCodeTries - looked.length);
  });

  it('takes the code for ten minutes', async () => {
    const made = await ask('sms', NUMBER);
    minutesLater(SETTINGS.watch.smsCodeMinutes + 0.01);
    await expect(back(made.subscription_id, code())).rejects.toMatchObject({ name: 'RuleViolated' });
    minutesLater(SETTINGS.watch.smsCodeMinutes);
    expect((await back(made.subscription_id, code())).status).toBe('confirmed');
  });

  it('takes no code of an ended subscription, and none of another list', async () => {
    const made = await ask('sms', NUMBER);
    const elsewhere = listOf('elsewhere');
    await expect(
      unsubscribe(
        {
          operation: 'unsubscribe',
          actor: approver,
          list_id: elsewhere.list_id,
          subscription_id: made.subscription_id,
        },
        elsewhere,
        desk.ports,
      ),
    ).rejects.toMatchObject({ name: 'NotFound' });
    await unsubscribe(
      {
        operation: 'unsubscribe',
        actor: approver,
        list_id: list.list_id,
        subscription_id: made.subscription_id,
      },
      list,
      desk.ports,
    );
    await expect(back(made.subscription_id, code())).rejects.toMatchObject({ name: 'TransitionRefused' });
    expect(desk.ended).toEqual([]);
  });
});

it('a list shows its subscribers without their addresses', async () => {
  await ask('email', 'wijkteam@gemeente.example');
  const shown = await watchDoor(
    {
      operation: 'show_list',
      actor: approver,
      purpose: 'looking after the list',
      legal_basis: 'art. 172',
      list_id: list.list_id,
    },
    desk.ports,
  );
  expect(shown).toMatchObject({
    subscriptions: [{ channel: 'email', status: 'pending', team: approver.team }],
  });
  expect(JSON.stringify(shown)).not.toContain('wijkteam');
});

it('a list that is not there answers NotFound', async () => {
  const word = {
    operation: 'subscribe',
    actor: approver,
    list_id: ids.list('nowhere'),
    channel: 'email',
    endpoint: 'a@gemeente.example',
  } as const;
  await expect(watchDoor(word, desk.ports)).rejects.toBeInstanceOf(Failure);
});

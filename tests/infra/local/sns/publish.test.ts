import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSns } from '#local/sns/service.ts';
import { openStore } from '#local/store.ts';
import { type Embedded, openEmbedded } from './embedded.ts';

let embedded: Embedded;
let TopicArn: string | undefined;
let serial = 0;

beforeAll(async () => {
  embedded = await openEmbedded();
});
afterAll(() => embedded.close());
beforeEach(async () => {
  serial += 1;
  const command = new CreateTopicCommand({
    Name: `topic-${serial}`,
    Attributes: { DisplayName: 'Watch list' },
  });
  ({ TopicArn } = await embedded.client.send(command));
});

/** Subscribes and confirms an address. */
async function follow(
  Protocol: string,
  Endpoint: string,
  Attributes?: Record<string, string>,
): Promise<void> {
  await embedded.client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }));
  if (Protocol === 'sms') return;
  const mail = embedded.service.deliveries().at(-1);
  const Token = /Token=([0-9a-f]+)/.exec(mail?.text ?? '')?.[1];
  await embedded.client.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
}

/** What one publish delivered. */
async function publish(input: Omit<PublishCommandInput, 'TopicArn'>) {
  const before = embedded.service.deliveries().at(-1)?.sequence ?? 0;
  const { MessageId } = await embedded.client.send(new PublishCommand({ TopicArn, ...input }));
  const deliveries = embedded.service.deliveries(before);
  expect(deliveries.every(({ messageId }) => messageId === MessageId)).toBe(true);
  return deliveries;
}

it('lands as an e-mail that a mail program reads', async () => {
  await follow('email', 'worker@example.nl');
  const [mail, ...others] = await publish({
    Subject: 'Nieuws over vermelding 7',
    Message: 'Eén regel\nen nog één',
  });
  expect(others).toEqual([]);
  expect(mail?.file).toMatch(/\/outbox\/\d{6}-email-[0-9a-f]{12}\.eml$/);
  const text = readFileSync(mail?.file ?? '', 'utf8');
  const [head, body] = [text.slice(0, text.indexOf('\r\n\r\n')), text.slice(text.indexOf('\r\n\r\n') + 4)];
  expect(head.split('\r\n')).toEqual([
    'From: "Watch list" <no-reply@sns.amazonaws.com>',
    'To: worker@example.nl',
    'Subject: Nieuws over vermelding 7',
    'Date: Mon, 02 Mar 2026 09:30:00 +0000',
    expect.stringMatching(/^Message-ID: <[0-9a-f-]{36}\.[0-9a-f]{12}@sns\.amazonaws\.com>$/),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
  ]);
  expect(body).toMatch(/^Eén regel\r\nen nog één\r\n\r\n--\r\n/);
  expect(body).toContain(
    `${embedded.url}/?Action=Unsubscribe&SubscriptionArn=${encodeURIComponent(TopicArn ?? '')}`,
  );
});

it('keeps the lines of a mail within RFC 5322 by encoding a long one', async () => {
  await follow('email', 'long@example.nl');
  const [mail] = await publish({ Message: 'ë'.repeat(2000) });
  const text = readFileSync(mail?.file ?? '', 'utf8');
  expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(998);
  const encoded = text.slice(text.indexOf('\r\n\r\n')).replaceAll('\r\n', '');
  expect(Buffer.from(encoded, 'base64').toString()).toContain('ë'.repeat(2000));
});

it('lands as an SMS, by topic or by number', async () => {
  await follow('sms', '+31612345678');
  const [sms] = await publish({ Message: 'news' });
  expect(sms?.file).toMatch(/\/outbox\/\d{6}-sms-[0-9a-f]{12}\.txt$/);
  expect(readFileSync(sms?.file ?? '', 'utf8')).toBe('To: +31612345678\n\nWatch list> news\n');
  await embedded.client.send(new PublishCommand({ PhoneNumber: '+31698765432', Message: 'code 123456' }));
  expect(embedded.service.deliveries().at(-1)).toMatchObject({
    protocol: 'sms',
    endpoint: '+31698765432',
    text: 'code 123456',
  });
});

it('lands as JSON with the attributes of the message', async () => {
  await follow('email-json', 'machine@example.nl');
  const [mail] = await publish({
    Message: 'm',
    Subject: 's',
    MessageAttributes: {
      kind: { DataType: 'String', StringValue: 'link' },
      blob: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
    },
  });
  const text = readFileSync(mail?.file ?? '', 'utf8');
  expect(JSON.parse(text.slice(text.indexOf('{')))).toMatchObject({
    Type: 'Notification',
    TopicArn,
    Subject: 's',
    Message: 'm',
    MessageAttributes: { kind: { Type: 'String', Value: 'link' }, blob: { Type: 'Binary', Value: 'AQL/' } },
  });
});

it('says to each protocol what the message has for it', async () => {
  await follow('email', 'each@example.nl');
  await follow('sms', '+31611111111');
  const Message = JSON.stringify({ default: 'long', sms: 'short' });
  const deliveries = await publish({ Message, MessageStructure: 'json' });
  expect(deliveries.map(({ protocol, text }) => [protocol, text])).toEqual([
    ['email', 'long'],
    ['sms', 'short'],
  ]);
});

it('goes only to those whose filter it passes', async () => {
  await follow('sms', '+31600000001', { FilterPolicy: '{"kind":["link"]}' });
  await follow('sms', '+31600000002', { FilterPolicy: '{"score":[{"numeric":[">",0.5]}]}' });
  await follow('sms', '+31600000003', {
    FilterPolicy: '{"a":{"b":["c"]}}',
    FilterPolicyScope: 'MessageBody',
  });
  await follow('sms', '+31600000004');
  const to = async (input: Omit<PublishCommandInput, 'TopicArn'>) =>
    (await publish(input)).map(({ endpoint }) => endpoint.at(-1));
  const kind = { DataType: 'String', StringValue: 'link' };
  const score = { DataType: 'Number', StringValue: '0.75' };
  const teams = { DataType: 'String.Array', StringValue: '["case","link"]' };
  expect(await to({ Message: 'm', MessageAttributes: { kind, score } })).toEqual(['1', '2', '4']);
  expect(await to({ Message: 'm', MessageAttributes: { kind: teams } })).toEqual(['1', '4']);
  expect(await to({ Message: '{"a":{"b":"c"}}' })).toEqual(['3', '4']);
  expect(await to({ Message: 'no json' })).toEqual(['4']);
});

describe('refuses', () => {
  const long = 'x'.repeat(256 * 1024);
  it.each<[string, Omit<PublishCommandInput, 'TopicArn'>, string]>([
    ['an empty message', { Message: '' }, 'Empty message'],
    ['more than 256 KiB', { Message: `${long}x` }, 'Message too long'],
    [
      'more than 256 KiB with its attributes',
      { Message: long, MessageAttributes: { a: { DataType: 'String', StringValue: 'v' } } },
      'Message too long',
    ],
    ['a subject of more than 100 characters', { Message: 'm', Subject: 's'.repeat(101) }, 'Subject'],
    ['a subject that is not ASCII', { Message: 'm', Subject: 'één' }, 'Subject'],
    ['a subject with a line break', { Message: 'm', Subject: 'a\r\nBcc: b@example.nl' }, 'Subject'],
    ['a structure without default', { Message: '{"sms":"s"}', MessageStructure: 'json' }, 'default'],
    ['two targets', { Message: 'm', PhoneNumber: '+31612345678' }, 'exactly one'],
    ['a group, which only FIFO topics have here', { Message: 'm', MessageGroupId: 'g' }, 'MessageGroupId'],
    [
      'a number that is none',
      { Message: 'm', MessageAttributes: { n: { DataType: 'Number', StringValue: 'many' } } },
      'number',
    ],
  ])('%s', async (_what, input, words) => {
    await expect(publish(input)).rejects.toThrow(words);
  });

  it('a topic that is not there', async () => {
    const command = new PublishCommand({ TopicArn: `${TopicArn}-not`, Message: 'm' });
    await expect(embedded.client.send(command)).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('what it does not speak, and what is not signed', async () => {
    const form = (fields: Record<string, string>, headers: Record<string, string>) =>
      fetch(embedded.url, { method: 'POST', body: new URLSearchParams(fields), headers });
    const authorization = 'AWS4-HMAC-SHA256 Credential=x/20260302/eu-west-1/sns/aws4_request';
    const unknown = await form(
      { Action: 'CreatePlatformEndpoint', Version: '2010-03-31' },
      { authorization },
    );
    expect([unknown.status, await unknown.text()]).toEqual([
      400,
      expect.stringContaining('sns does not speak CreatePlatformEndpoint here'),
    ]);
    const unsigned = await form({ Action: 'Publish', Version: '2010-03-31' }, {});
    expect([unsigned.status, await unsigned.text()]).toEqual([
      403,
      expect.stringContaining('needs a signed request'),
    ]);
  });
});

it('publishes a batch, each message by itself', async () => {
  await follow('sms', '+31622222222');
  const before = embedded.service.deliveries().at(-1)?.sequence ?? 0;
  const { Successful, Failed } = await embedded.client.send(
    new PublishBatchCommand({
      TopicArn,
      PublishBatchRequestEntries: [
        { Id: 'a', Message: 'first', MessageAttributes: { k: { DataType: 'String', StringValue: 'v' } } },
        { Id: 'b', Message: 'second', Subject: 'é' },
        { Id: 'c', Message: 'third' },
      ],
    }),
  );
  expect(Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
  expect(Failed).toMatchObject([{ Id: 'b', Code: 'InvalidParameter', SenderFault: true }]);
  expect(embedded.service.deliveries(before).map(({ text }) => text)).toEqual(['first', 'third']);
  const same = { Id: 'x', Message: 'm' };
  const twice = new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [same, same] });
  await expect(embedded.client.send(twice)).rejects.toMatchObject({
    name: 'BatchEntryIdsNotDistinctException',
  });
});

it('tells listeners of each delivery until they have enough', async () => {
  await follow('sms', '+31633333333');
  const heard: string[] = [];
  const stop = embedded.service.onDelivery(({ text }) => heard.push(text));
  await publish({ Message: 'one' });
  stop();
  await publish({ Message: 'two' });
  expect(heard).toEqual(['one']);
});

it('writes a file that a kill left out when it opens again, and leaves the others alone', async () => {
  await follow('sms', '+31644444444');
  const [lost] = await publish({ Message: 'lost' });
  const file = lost?.file ?? '';
  const folder = join(embedded.dataDir, 'outbox');
  const before = readdirSync(folder);
  rmSync(file);
  const store = openStore(embedded.dataDir);
  openSns({ store });
  store.close();
  expect(readdirSync(folder)).toEqual(before);
  expect(readFileSync(file, 'utf8')).toBe('To: +31644444444\n\nWatch list> lost\n');
});

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Embedded, openEmbedded } from './embedded.ts';

const run = promisify(execFile);
const installed = await run('aws', ['--version']).then(
  () => true,
  () => false,
);
let embedded: Embedded;

beforeAll(async () => {
  embedded = await openEmbedded();
});
afterAll(() => embedded.close());

async function aws(...words: string[]): Promise<unknown> {
  const { stdout } = await run('aws', ['sns', ...words, '--output', 'json'], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: embedded.url,
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
    },
  });
  return stdout === '' ? undefined : JSON.parse(stdout);
}

it.skipIf(!installed)('answers the aws command line', async () => {
  const TopicArn = 'arn:aws:sns:eu-west-1:000000000000:t-1';
  expect(await aws('create-topic', '--name', 't-1')).toEqual({ TopicArn });
  expect(await aws('list-topics')).toEqual({ Topics: [{ TopicArn }] });
  const email = ['--topic-arn', TopicArn, '--protocol', 'email', '--notification-endpoint', 'a@example.nl'];
  expect(await aws('subscribe', ...email)).toEqual({ SubscriptionArn: 'pending confirmation' });
  expect(await aws('list-subscriptions-by-topic', '--topic-arn', TopicArn)).toEqual({
    Subscriptions: [
      {
        SubscriptionArn: 'PendingConfirmation',
        Owner: '000000000000',
        Protocol: 'email',
        Endpoint: 'a@example.nl',
        TopicArn,
      },
    ],
  });
  const attributes = '{"k":{"DataType":"String","StringValue":"v"}}';
  expect(
    await aws(
      'publish',
      '--topic-arn',
      TopicArn,
      '--message',
      'één & twee',
      '--message-attributes',
      attributes,
    ),
  ).toEqual({ MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  await expect(aws('list-platform-applications')).rejects.toThrow('does not speak ListPlatformApplications');
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { aws, awsInstalled } from '#tests/infra/local/aws-cli.ts';
import { type Embedded, openEmbedded } from './embedded.ts';

let embedded: Embedded;

beforeAll(async () => {
  embedded = await openEmbedded();
});
afterAll(() => embedded.close());

const sns = (...words: string[]) => aws(embedded.url, 'sns', ...words);

it.skipIf(!awsInstalled)('answers the aws command line', async () => {
  const TopicArn = 'arn:aws:sns:eu-west-1:000000000000:t-1';
  expect(await sns('create-topic', '--name', 't-1')).toEqual({ TopicArn });
  expect(await sns('list-topics')).toEqual({ Topics: [{ TopicArn }] });
  const email = ['--topic-arn', TopicArn, '--protocol', 'email', '--notification-endpoint', 'a@example.nl'];
  expect(await sns('subscribe', ...email)).toEqual({ SubscriptionArn: 'pending confirmation' });
  expect(await sns('list-subscriptions-by-topic', '--topic-arn', TopicArn)).toEqual({
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
    await sns(
      'publish',
      '--topic-arn',
      TopicArn,
      '--message',
      'één & twee',
      '--message-attributes',
      attributes,
    ),
  ).toEqual({ MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  await expect(sns('list-platform-applications')).rejects.toThrow('does not speak ListPlatformApplications');
});

import {
  GetBucketNotificationConfigurationCommand,
  GetBucketVersioningCommand,
  HeadObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Resources } from '#local/s3/resources.ts';
import type { BuiltResource, ResourceContext } from '#local/template/resource.ts';
import { type Cloud, openCloud } from './cloud.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await openCloud();
});
afterAll(() => cloud.close());

const context: ResourceContext = {
  logicalId: 'DropBucket',
  stackName: 'Stateful',
  metadata: {},
  assemblyDir: '/nowhere',
  generatedName: (limit = 64) => 'Stateful-DropBucket-1A2B3C'.slice(0, limit),
};

async function build(type: string, properties: Record<string, unknown>): Promise<BuiltResource> {
  const builder = s3Resources(cloud.s3)[type];
  if (builder === undefined) throw new Error(`${type} is not built`);
  return builder(properties, context);
}

describe('AWS::S3::Bucket', () => {
  it('is built under its name or a generated one, and twice makes no difference', async () => {
    const built = await build('AWS::S3::Bucket', {});
    expect(built).toEqual({
      ref: 'stateful-dropbucket-1a2b3c',
      attributes: {
        Arn: 'arn:aws:s3:::stateful-dropbucket-1a2b3c',
        DomainName: 'stateful-dropbucket-1a2b3c.s3.amazonaws.com',
        RegionalDomainName: 'stateful-dropbucket-1a2b3c.s3.eu-west-1.amazonaws.com',
      },
    });
    await cloud.s3.put(built.ref, 'k', 'kept');
    expect(await build('AWS::S3::Bucket', {})).toEqual(built);
    expect(cloud.s3.read(built.ref, 'k')?.size).toBe(4);
    expect((await build('AWS::S3::Bucket', { BucketName: 'named' })).ref).toBe('named');
  });

  it('honours versions, events and lock', async () => {
    await build('AWS::S3::Bucket', {
      BucketName: 'full',
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Years: 1 } },
      },
      BucketEncryption: { any: 'thing' },
      PublicAccessBlockConfiguration: {},
      LifecycleConfiguration: {},
      Tags: [],
    });
    const Bucket = 'full';
    expect((await cloud.client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    const notification = await cloud.client.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(notification.EventBridgeConfiguration).toBeDefined();
    await cloud.s3.put(Bucket, 'k', 'x');
    const head = await cloud.client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    const days = ((head.ObjectLockRetainUntilDate?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(365, 1);
  });

  it.each([
    ['WebsiteConfiguration', { WebsiteConfiguration: {} }],
    ['ReplicationConfiguration', { ReplicationConfiguration: {} }],
    [
      'LambdaConfigurations',
      {
        NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: 'x' }] },
      },
    ],
  ])('refuses %s by name', async (name, properties) => {
    await expect(async () => build('AWS::S3::Bucket', properties)).rejects.toThrow(
      new RegExp(`Stateful/DropBucket: not honoured.*${name}`, 's'),
    );
  });
});

describe('AWS::S3::BucketPolicy', () => {
  it('is inert', async () => {
    const built = await build('AWS::S3::BucketPolicy', { Bucket: 'full', PolicyDocument: { Statement: [] } });
    expect(built.ref).not.toBe('');
    await expect(async () => build('AWS::S3::BucketPolicy', { Other: 1 })).rejects.toThrow('Other');
  });
});

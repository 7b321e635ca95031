import * as z from 'zod';
import { PLACE } from '../service.ts';
import { honoured } from '../template/properties.ts';
import type { ResourceBuilders } from '../template/resource.ts';
import type { ObjectLock } from './data/buckets.ts';
import type { S3Service } from './service.ts';

/** Properties that change nothing here, each with its reason. */
const INERT_OF_BUCKET: Readonly<Record<string, string>> = {
  AccessControl: 'there is one local user',
  BucketEncryption: "the blobs lie on the user's own disk, under its own encryption",
  CorsConfiguration: 'no browser reads the buckets',
  IntelligentTieringConfigurations: 'there is one storage class',
  LifecycleConfiguration: 'nothing expires by itself here; retention is the program’s own work',
  LoggingConfiguration: 'the gateway writes no access logs',
  MetricsConfigurations: 'no metrics are kept here',
  OwnershipControls: 'there is one account',
  PublicAccessBlockConfiguration: 'the gateway listens on the loopback interface only',
  Tags: 'nothing here reads them',
};

const INERT_OF_POLICY: Readonly<Record<string, string>> = {
  Bucket: 'signatures are not verified, so there is nobody to allow or deny',
  PolicyDocument: 'signatures are not verified, so there is nobody to allow or deny',
};

const Retention = z
  .strictObject({
    Mode: z.enum(['GOVERNANCE', 'COMPLIANCE']),
    Days: z.coerce.number().int().positive().optional(),
    Years: z.coerce.number().int().positive().optional(),
  })
  .refine(({ Days, Years }) => (Days === undefined) !== (Years === undefined), 'either Days or Years');

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

const BucketProperties = z.strictObject({
  BucketName: z.string().optional(),
  VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  NotificationConfiguration: z
    .strictObject({
      EventBridgeConfiguration: z.strictObject({ EventBridgeEnabled: flag.optional() }).optional(),
    })
    .optional(),
  ObjectLockEnabled: flag.optional(),
  ObjectLockConfiguration: z
    .strictObject({
      ObjectLockEnabled: z.literal('Enabled').optional(),
      Rule: z.strictObject({ DefaultRetention: Retention }).optional(),
    })
    .optional(),
});
type BucketProperties = z.infer<typeof BucketProperties>;

/** Builds the template's buckets. What it does not honour is refused by name. */
export function s3Resources(s3: S3Service): ResourceBuilders {
  return {
    'AWS::S3::Bucket': (properties, context) => {
      const bucket = honoured(BucketProperties, INERT_OF_BUCKET, properties, context);
      const name = bucket.BucketName ?? context.generatedName(63).toLowerCase();
      const objectLock = lockOf(bucket);
      s3.createBucket({
        name,
        // Object lock brings versioning with it.
        versioned: bucket.VersioningConfiguration?.Status === 'Enabled' || objectLock !== undefined,
        eventBridge: eventBridgeOf(bucket),
        objectLock,
      });
      return {
        ref: name,
        attributes: {
          Arn: `arn:${PLACE.partition}:s3:::${name}`,
          DomainName: `${name}.s3.amazonaws.com`,
          RegionalDomainName: `${name}.s3.${PLACE.region}.amazonaws.com`,
        },
      };
    },
    'AWS::S3::BucketPolicy': (properties, context) => {
      honoured(z.strictObject({}), INERT_OF_POLICY, properties, context);
      return { ref: context.generatedName(), attributes: {} };
    },
  };
}

/** Stated without `EventBridgeEnabled`, the configuration means true, as CloudFormation's default. */
function eventBridgeOf(bucket: BucketProperties): boolean {
  const configuration = bucket.NotificationConfiguration?.EventBridgeConfiguration;
  return configuration !== undefined && (configuration.EventBridgeEnabled ?? true);
}

function lockOf(bucket: BucketProperties): ObjectLock | undefined {
  const rule = bucket.ObjectLockConfiguration?.Rule?.DefaultRetention;
  if (bucket.ObjectLockEnabled !== true && bucket.ObjectLockConfiguration === undefined) return undefined;
  if (rule === undefined) return {};
  return { retention: { mode: rule.Mode, days: rule.Days ?? (rule.Years ?? 0) * 365 } };
}

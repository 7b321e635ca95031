import { createHash } from 'node:crypto';
import { PLACE } from '../service.ts';
import type { BuiltResource, ResourceContext } from './resource.ts';

const { partition, region, account } = PLACE;

/** A type that has no effect here: why, which property holds its name, and what Ref and GetAtt give all the same. */
export type InertType = {
  readonly reason: string;
  readonly nameProperty?: string;
  build?(name: string, context: ResourceContext): BuiltResource;
};

const PERMISSIONS = 'permissions are not checked here';
const OBSERVED = 'nothing is measured or alarmed here; handlers print to <data-dir>/logs';

const named =
  (attributes: (name: string) => Readonly<Record<string, string>>) =>
  (name: string): BuiltResource => ({ ref: name, attributes: attributes(name) });

const keyId = (context: ResourceContext): string => {
  const hex = createHash('sha256').update(`${context.stackName}/${context.logicalId}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
};

const TYPES: Readonly<Record<string, InertType>> = {
  'AWS::IAM::Role': {
    reason: PERMISSIONS,
    nameProperty: 'RoleName',
    build: named((name) => ({ Arn: `arn:${partition}:iam::${account}:role/${name}`, RoleId: name })),
  },
  'AWS::IAM::ManagedPolicy': {
    reason: PERMISSIONS,
    nameProperty: 'ManagedPolicyName',
    build: (name) => {
      const arn = `arn:${partition}:iam::${account}:policy/${name}`;
      return { ref: arn, attributes: { PolicyArn: arn } };
    },
  },
  'AWS::IAM::Policy': { reason: PERMISSIONS },
  'AWS::IAM::RolePolicy': { reason: PERMISSIONS },
  'AWS::S3::BucketPolicy': { reason: PERMISSIONS },
  'AWS::SNS::TopicPolicy': { reason: PERMISSIONS },
  'AWS::SNS::TopicInlinePolicy': { reason: PERMISSIONS },
  'AWS::SQS::QueuePolicy': { reason: PERMISSIONS },
  'AWS::SecretsManager::ResourcePolicy': { reason: PERMISSIONS },
  'AWS::Lambda::Permission': { reason: PERMISSIONS },
  'AWS::LakeFormation::PrincipalPermissions': { reason: PERMISSIONS },
  'AWS::LakeFormation::DataLakeSettings': { reason: PERMISSIONS },
  'AWS::KMS::Key': {
    reason: 'nothing is encrypted at rest here',
    build: (_, context) => {
      const id = keyId(context);
      return {
        ref: id,
        attributes: { Arn: `arn:${partition}:kms:${region}:${account}:key/${id}`, KeyId: id },
      };
    },
  },
  'AWS::KMS::Alias': {
    reason: 'nothing is encrypted at rest here',
    nameProperty: 'AliasName',
    build: named(() => ({})),
  },
  'AWS::Logs::LogGroup': {
    reason: OBSERVED,
    nameProperty: 'LogGroupName',
    build: named((name) => ({ Arn: `arn:${partition}:logs:${region}:${account}:log-group:${name}:*` })),
  },
  'AWS::Logs::ResourcePolicy': { reason: PERMISSIONS },
  'AWS::Logs::MetricFilter': { reason: OBSERVED },
  'AWS::CloudWatch::Alarm': {
    reason: OBSERVED,
    nameProperty: 'AlarmName',
    build: named((name) => ({ Arn: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}` })),
  },
  'AWS::CloudWatch::CompositeAlarm': {
    reason: OBSERVED,
    nameProperty: 'AlarmName',
    build: named((name) => ({ Arn: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}` })),
  },
  'AWS::CloudWatch::Dashboard': { reason: OBSERVED, nameProperty: 'DashboardName', build: named(() => ({})) },
  'AWS::CloudTrail::Trail': { reason: OBSERVED },
  'AWS::SQS::Queue': {
    reason: 'only dead letters would arrive in it; failures are kept and listed here',
    nameProperty: 'QueueName',
    build: (name) => ({
      ref: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
      attributes: { Arn: `arn:${partition}:sqs:${region}:${account}:${name}`, QueueName: name },
    }),
  },
  'AWS::Lambda::LayerVersion': {
    reason: 'modules come from node_modules',
    nameProperty: 'LayerName',
    build: (name) => ({
      ref: `arn:${partition}:lambda:${region}:${account}:layer:${name}:1`,
      attributes: {},
    }),
  },
  'AWS::Cognito::UserPool': {
    reason: 'nobody logs in here',
    build: (_, context) => {
      const id = `${region}_${keyId(context).slice(0, 8)}`;
      return {
        ref: id,
        attributes: {
          Arn: `arn:${partition}:cognito-idp:${region}:${account}:userpool/${id}`,
          ProviderName: `cognito-idp.${region}.amazonaws.com/${id}`,
        },
      };
    },
  },
  'AWS::Cognito::UserPoolClient': { reason: 'nobody logs in here' },
  'AWS::Cognito::UserPoolDomain': { reason: 'nobody logs in here' },
  'AWS::Cognito::UserPoolGroup': { reason: 'nobody logs in here' },
  'AWS::Cognito::IdentityPool': {
    reason: 'nobody logs in here',
    build: (_, context) => ({ ref: `${region}:${keyId(context)}`, attributes: {} }),
  },
  'AWS::Cognito::IdentityPoolRoleAttachment': { reason: 'nobody logs in here' },
  'AWS::Budgets::Budget': { reason: 'nothing costs money here' },
  'AWS::CDK::Metadata': { reason: 'says which constructs were used' },
};

export function inertType(type: string): InertType | undefined {
  return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
}

/** Ref and attributes of an inert resource, under its own name or the one that CloudFormation would make up. */
export function buildInert(type: InertType, name: unknown, context: ResourceContext): BuiltResource {
  const given = typeof name === 'string' ? name : context.generatedName(64);
  return type.build?.(given, context) ?? { ref: given, attributes: {} };
}

import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { Audit } from './constructs/audit.ts';
import { Drop } from './constructs/drop.ts';
import { Lake } from './constructs/lake.ts';
import { People } from './constructs/people.ts';
import { PseudonymSecret } from './constructs/pseudonym-secret.ts';
import { Reports } from './constructs/reports.ts';
import { BY_STATUS, ContextTable } from './constructs/table.ts';

export type StatefulStackProps = StackProps & { readonly prefix: string };

/** What must outlive every release: buckets, tables, the key, the secret. Protected against deletion. */
export class StatefulStack extends Stack {
  readonly key: Key;
  readonly drop: Drop;
  readonly lake: Lake;
  readonly reports: Reports;
  readonly audit: Audit;
  readonly registry: ContextTable;
  readonly cases: ContextTable;
  readonly watch: ContextTable;
  readonly pseudonyms: PseudonymSecret;
  readonly people: People;

  constructor(scope: Construct, id: string, props: StatefulStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.key = new Key(this, 'Key', {
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
      description: 'Encrypts everything that Verband keeps',
    });
    // Alarms go to a topic under this key.
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    // S3 writes its access logs under its own key only.
    const logs = new Bucket(this, 'AccessLogs', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const key = this.key;
    this.drop = new Drop(this, 'Drop', { key, logs });
    this.lake = new Lake(this, 'Lake', { key, logs, prefix: props.prefix });
    this.reports = new Reports(this, 'Reports', { key, logs });
    this.audit = new Audit(this, 'Audit', { logs });
    this.registry = new ContextTable(this, 'Registry', { key, setting: 'REGISTRY_TABLE' });
    this.cases = new ContextTable(this, 'Cases', { key, setting: 'CASES_TABLE', indexes: [BY_STATUS] });
    this.watch = new ContextTable(this, 'Watch', { key, setting: 'WATCH_TABLE', indexes: [BY_STATUS] });
    this.pseudonyms = new PseudonymSecret(this, 'Pseudonyms', { key });
    this.people = new People(this, 'People');

    const outputs = {
      DropBucket: this.drop.bucket.bucketName,
      LakeBucket: this.lake.bucket.bucketName,
      ReportBucket: this.reports.bucket.bucketName,
      AuditBucket: this.audit.bucket.bucketName,
      RegistryTable: this.registry.table.tableName,
      CasesTable: this.cases.table.tableName,
      WatchTable: this.watch.table.tableName,
      AthenaDatabase: this.lake.analysisDatabase,
      AthenaRestrictedDatabase: this.lake.restrictedDatabase,
      UserPool: this.people.pool.userPoolId,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

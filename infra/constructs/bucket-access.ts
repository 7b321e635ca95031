import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

const READ = ['s3:GetObject', 's3:GetObjectVersion'];
const WRITE = ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];

/** Named actions on a bucket's objects under a prefix, and its key; the CDK's own grants take `s3:GetObject*` and the like. */
export function allowObjects(
  to: IGrantable,
  bucket: IBucket,
  key: IKey,
  access: 'read' | 'readWrite',
  prefix = '',
): void {
  const allow = (actions: string[], resources: string[]) =>
    to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
  allow(access === 'read' ? READ : [...READ, ...WRITE], [bucket.arnForObjects(`${prefix}*`)]);
  allow(['s3:ListBucket', 's3:GetBucketLocation'], [bucket.bucketArn]);
  allow(access === 'read' ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn]);
}

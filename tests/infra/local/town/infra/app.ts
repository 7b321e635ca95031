import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { readFileSync } from 'node:fs';

/** The smallest line: a dropped file starts a machine whose function copies it in capitals. */
const app = new App();
const stack = new Stack(app, 'Town', { env: { region: String(app.node.tryGetContext('region')) } });
const drop = new Bucket(stack, 'Drop', { versioned: true });
const lake = new Bucket(stack, 'Lake');
const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
const copy = new CfnFunction(stack, 'Copy', {
  handler: 'index.handler',
  runtime: 'nodejs24.x',
  role: role.roleArn,
  code: { s3Bucket: 'none', s3Key: 'none' },
  memorySize: 512,
  timeout: 20,
  environment: { variables: { LAKE_BUCKET: lake.bucketName } },
});
copy.addMetadata('verband:entry', 'functions/copy.ts');
const machine = new CfnStateMachine(stack, 'Machine', {
  roleArn: role.roleArn,
  definitionString: readFileSync('workflows/copy.asl.json', 'utf8'),
  definitionSubstitutions: { copy: copy.attrArn },
});
new CfnRule(stack, 'Dropped', {
  eventPattern: {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: [drop.bucketName] } },
  },
  targets: [{ id: 'machine', arn: machine.attrArn, roleArn: role.roleArn }],
});
const cfnDrop = drop.node.defaultChild;
if (cfnDrop !== undefined && 'notificationConfiguration' in cfnDrop) {
  cfnDrop.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}
new CfnOutput(stack, 'DropBucket', { value: drop.bucketName });
new CfnOutput(stack, 'LakeBucket', { value: lake.bucketName });
new CfnOutput(stack, 'MachineArn', { value: machine.attrArn });
app.synth();

import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Connectable } from './grantable.ts';

export type AlertsProps = {
  readonly key: IKey;
  /** Comma-separated (R51). */
  readonly allowedMailDomains: string;
  readonly loginUrl: string;
};

/**
 * Topics. One for stewards stands in the template; one per watch list is made when the list is, under a prefix:
 * names are opaque, as they show up in e-mails.
 */
export class Alerts extends Construct {
  readonly stewards: Topic;
  private readonly props: AlertsProps;

  constructor(scope: Construct, id: string, props: AlertsProps) {
    super(scope, id);
    this.props = props;
    this.stewards = new Topic(this, 'Stewards', { masterKey: props.key, enforceSSL: true });
  }

  /** The topic on which stewards hear of their files. */
  connectStewards(to: Connectable): void {
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sns:Publish'], resources: [this.stewards.topicArn] }),
    );
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [this.props.key.keyArn],
      }),
    );
    to.addEnvironment('STEWARD_TOPIC_ARN', this.stewards.topicArn);
    to.addEnvironment('LOGIN_URL', this.props.loginUrl);
  }

  connect(to: Connectable): void {
    const prefix = 'v-';
    const topics = Stack.of(this).formatArn({ service: 'sns', resource: `${prefix}*` });
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [
          'sns:CreateTopic',
          'sns:Publish',
          'sns:Subscribe',
          'sns:ConfirmSubscription',
          'sns:Unsubscribe',
          'sns:ListSubscriptionsByTopic',
        ],
        resources: [topics],
      }),
    );
    // Text messages go to a number, not to a topic: there is no resource to name.
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        notResources: [Stack.of(this).formatArn({ service: 'sns', resource: '*' })],
      }),
    );
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [this.props.key.keyArn],
      }),
    );
    to.addEnvironment('ALERT_TOPIC_PREFIX', prefix);
    to.addEnvironment('ALLOWED_MAIL_DOMAINS', this.props.allowedMailDomains);
    to.addEnvironment('LOGIN_URL', this.props.loginUrl);
  }
}

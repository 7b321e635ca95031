import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ConfigKey } from '#shell/config.ts';
import type { Connectable } from './grantable.ts';

type ContextTableProps = {
  readonly key: IKey;
  /** The setting that names this table to functions. */
  readonly setting: ConfigKey;
  readonly indexes?: readonly GlobalSecondaryIndexPropsV2[];
};

/** The table of one bounded context: keys `pk` and `sk`, on demand, recoverable to a point in time, protected. */
export class ContextTable extends Construct {
  readonly table: TableV2;
  private readonly setting: ConfigKey;
  private readonly key: IKey;
  private readonly indexes: readonly string[];

  constructor(scope: Construct, id: string, props: ContextTableProps) {
    super(scope, id);
    this.setting = props.setting;
    this.key = props.key;
    this.indexes = (props.indexes ?? []).map((index) => index.indexName);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(props.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(props.indexes ? { globalSecondaryIndexes: [...props.indexes] } : {}),
    });
  }

  connect(to: Connectable): void {
    // Transactions are allowed by the actions of their parts.
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map(
          (name) => `dynamodb:${name}`,
        ),
        resources: [
          this.table.tableArn,
          ...this.indexes.map((name) => `${this.table.tableArn}/index/${name}`),
        ],
      }),
    );
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.key.keyArn] }),
    );
    to.addEnvironment(this.setting, this.table.tableName);
  }
}

/** Index by status, newest last: `gsi1pk` = what and in which state, `gsi1sk` = when. */
export const BY_STATUS: GlobalSecondaryIndexPropsV2 = {
  indexName: 'byStatus',
  partitionKey: { name: 'gsi1pk', type: AttributeType.STRING },
  sortKey: { name: 'gsi1sk', type: AttributeType.STRING },
};

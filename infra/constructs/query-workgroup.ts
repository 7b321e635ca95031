import { Stack } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Connectable } from './grantable.ts';

/** A query that analysts find ready in the workgroup. */
export type ReadyQuery = { readonly name: string; readonly description: string; readonly sql: string };

export type QueryWorkgroupProps = {
  readonly name: string;
  readonly database: string;
  readonly queries: readonly ReadyQuery[];
};

/** A query that would read more than this is stopped (R49). */
const SCAN_LIMIT_BYTES = 100 * 1024 ** 3;

/** Athena for analysts and patterns: results managed by Athena itself, a scan limit, the pattern library as named queries. */
export class QueryWorkgroup extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: QueryWorkgroupProps) {
    super(scope, id);
    this.name = props.name;
    const workgroup = new CfnWorkGroup(this, 'WorkGroup', {
      name: props.name,
      state: 'ENABLED',
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: SCAN_LIMIT_BYTES,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        managedQueryResultsConfiguration: { enabled: true },
      },
    });
    for (const query of props.queries) {
      const named = new CfnNamedQuery(this, `Query-${query.name}`, {
        name: query.name,
        description: query.description,
        database: props.database,
        queryString: query.sql,
        workGroup: props.name,
      });
      named.addResourceDependency(workgroup);
    }
  }

  /** Reading, making and taking away the queries that analysts find ready. */
  connectNamed(to: Connectable): void {
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [
          'athena:ListNamedQueries',
          'athena:GetNamedQuery',
          'athena:CreateNamedQuery',
          'athena:DeleteNamedQuery',
        ],
        resources: [this.arn()],
      }),
    );
  }

  connect(to: Connectable): void {
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [
          'athena:StartQueryExecution',
          'athena:GetQueryExecution',
          'athena:GetQueryResults',
          'athena:StopQueryExecution',
        ],
        resources: [this.arn()],
      }),
    );
    to.addEnvironment('ATHENA_WORKGROUP', this.name);
  }

  private arn(): string {
    return Stack.of(this).formatArn({
      service: 'athena',
      resource: 'workgroup',
      resourceName: this.name,
    });
  }
}

import { Duration, Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { historyName, LAKE_TABLES } from '#schemas/tables.ts';
import { allowObjects } from './bucket-access.ts';
import type { Connectable } from './grantable.ts';
import { historyTableInput, pointersTableInput, viewInput, viewsOf } from './lake-tables.ts';
import { PrivateBucket } from './private-bucket.ts';

export type LakeAccess = 'read' | 'readWrite';

/** The lake: one bucket, and two Glue databases over it. Names of databases are fixed, as views must name them. */
export class Lake extends Construct {
  readonly bucket: IBucket;
  private readonly key: IKey;
  readonly analysisDatabase: string;
  readonly restrictedDatabase: string;

  constructor(
    scope: Construct,
    id: string,
    props: { readonly key: IKey; readonly logs: IBucket; readonly prefix: string },
  ) {
    super(scope, id);
    this.key = props.key;
    this.analysisDatabase = `${props.prefix}_analysis`;
    this.restrictedDatabase = `${props.prefix}_restricted`;
    this.bucket = new PrivateBucket(this, 'Lake', {
      key: props.key,
      serverAccessLogsBucket: props.logs,
      serverAccessLogsPrefix: 'lake/',
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(2) },
        // What normalize leaves behind when it is killed: nothing reads it after the delivery is linked.
        { prefix: 'work/', expiration: Duration.days(7), noncurrentVersionExpiration: Duration.days(1) },
      ],
    }).bucket;

    const catalogId = Stack.of(this).account;
    const databases = { analysis: this.analysisDatabase, restricted: this.restrictedDatabase };
    const made = {
      analysis: new CfnDatabase(this, 'Analysis', {
        catalogId,
        databaseInput: {
          name: databases.analysis,
          description: 'Pseudonymised: for analysts, patterns and views',
        },
      }),
      restricted: new CfnDatabase(this, 'Restricted', {
        catalogId,
        databaseInput: {
          name: databases.restricted,
          description: 'Identifies people: for the pipeline, and case work after its checks',
        },
      }),
    };
    const tables = LAKE_TABLES.map((table) => {
      const input = historyTableInput(table, this.bucket.bucketName);
      const made_ = new CfnTable(this, `Table-${table.name}`, {
        catalogId,
        databaseName: databases[table.database],
        tableInput: input,
      });
      made_.addResourceDependency(made[table.database]);
      return made_;
    });
    const pointers = new CfnTable(this, 'Table-pointers', {
      catalogId,
      databaseName: databases.analysis,
      tableInput: pointersTableInput(this.bucket.bucketName),
    });
    pointers.addResourceDependency(made.analysis);
    for (const view of viewsOf(databases)) {
      const made_ = new CfnTable(this, `View-${view.database}-${view.name}`, {
        catalogId,
        databaseName: databases[view.database],
        tableInput: viewInput(view),
      });
      for (const below of [...tables, pointers]) made_.addResourceDependency(below);
    }
  }

  /** Objects of the lake. */
  connect(to: Connectable, access: LakeAccess): void {
    allowObjects(to, this.bucket, this.key, access);
    to.addEnvironment('LAKE_BUCKET', this.bucket.bucketName);
  }

  /** Objects under a prefix, for what takes no settings: the workflow reads lists of chunks. */
  connectReader(to: IGrantable, prefix: string): void {
    allowObjects(to, this.bucket, this.key, 'read', prefix);
  }

  /** Writing what the fairness gate says, and nothing else. */
  connectGate(to: Connectable): void {
    allowObjects(to, this.bucket, this.key, 'readWrite', 'gate/');
  }

  /** Registering partitions of what was written. */
  connectCatalog(to: Connectable): void {
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['glue:GetTable', 'glue:BatchCreatePartition', 'glue:UpdatePartition'],
        resources: this.catalogArns(),
      }),
    );
    to.addEnvironment('ANALYSIS_DATABASE', this.analysisDatabase);
    to.addEnvironment('RESTRICTED_DATABASE', this.restrictedDatabase);
  }

  /** What a query of the analysis database reads in the catalogue. */
  connectAnalysis(to: Connectable): void {
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [
          'glue:GetDatabase',
          'glue:GetTable',
          'glue:GetTables',
          'glue:GetPartition',
          'glue:GetPartitions',
          'glue:BatchGetPartition',
        ],
        resources: this.catalogArns([this.analysisDatabase]),
      }),
    );
    allowObjects(to, this.bucket, this.key, 'read', 'analysis/');
    to.addEnvironment('ANALYSIS_DATABASE', this.analysisDatabase);
  }

  /** Every table and view by name: the catalogue's rights take no wildcard. */
  private catalogArns(databases = [this.analysisDatabase, this.restrictedDatabase]): string[] {
    const arn = (resource: string, resourceName?: string) =>
      Stack.of(this).formatArn({
        service: 'glue',
        resource,
        ...(resourceName === undefined ? {} : { resourceName }),
      });
    const named = { analysis: this.analysisDatabase, restricted: this.restrictedDatabase };
    const tables = [
      ...LAKE_TABLES.map((table) => ({ database: named[table.database], name: historyName(table) })),
      ...viewsOf(named).map((view) => ({ database: view.schema, name: view.name })),
      { database: this.analysisDatabase, name: 'pointers' },
    ].filter((table) => databases.includes(table.database));
    return [
      arn('catalog'),
      ...databases.map((name) => arn('database', name)),
      ...tables.map((table) => arn('table', `${table.database}/${table.name}`)),
    ];
  }
}

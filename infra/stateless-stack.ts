import { Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { ProductionAssessments } from '#schemas/accountability.ts';
import { Alerts } from './constructs/alerts.ts';
import { DeadLetters } from './constructs/dead-letters.ts';
import type { Connectable } from './constructs/grantable.ts';
import { Monitoring } from './constructs/monitoring.ts';
import { type Group, SignIn } from './constructs/people.ts';
import { QueryWorkgroup, type ReadyQuery } from './constructs/query-workgroup.ts';
import { StepFunction } from './constructs/step-function.ts';
import { Workflow } from './constructs/workflow.ts';
import { type Access, FUNCTIONS, type FunctionSpec } from './functions.ts';
import type { StatefulStack } from './stateful-stack.ts';

export type StatelessStackProps = StackProps & {
  readonly stateful: StatefulStack;
  readonly prefix: string;
  readonly queries: readonly ReadyQuery[];
  readonly allowedMailDomains: string;
  readonly loginUrl: string;
  /** Who is mailed when an alarm goes off. */
  readonly alarmAddress: string | undefined;
  /** Until when a system in production may score; null for one that is not (R30). */
  readonly assessments: ProductionAssessments;
};

/** Who may ask at which door; the door itself looks at who asks, what for and on what ground (R1). */
const DOORS_OF: readonly { readonly group: Group; readonly doors: readonly string[] }[] = [
  { group: 'steward', doors: ['reportDoor', 'linkDoor'] },
  { group: 'analyst', doors: ['detectDoor'] },
  { group: 'case-worker', doors: ['casesDoor', 'watchDoor', 'linkDoor'] },
  // Besides case work, leads press the stop button (R22) and judge patterns.
  { group: 'team-lead', doors: ['casesDoor', 'watchDoor', 'linkDoor', 'detectDoor'] },
  { group: 'subscriber', doors: ['watchDoor'] },
  {
    group: 'privacy-officer',
    doors: ['casesDoor', 'watchDoor', 'reportDoor', 'linkDoor', 'detectDoor', 'scoreDoor', 'fairnessDoor'],
  },
];

/** What a release replaces: functions, the workflow and its rule, the workgroup with its queries, topics. */
export class StatelessStack extends Stack {
  constructor(scope: Construct, id: string, props: StatelessStackProps) {
    super(scope, id, props);
    const { stateful } = props;
    // Said first, so that grants go to roles here and never into resource policies there.
    this.addStackDependency(stateful);
    const key = stateful.key;
    const alerts = new Alerts(this, 'Alerts', {
      key,
      allowedMailDomains: props.allowedMailDomains,
      loginUrl: props.loginUrl,
    });
    const workgroup = new QueryWorkgroup(this, 'Queries', {
      name: props.prefix,
      database: stateful.lake.analysisDatabase,
      queries: props.queries,
    });

    const starters: Connectable[] = [];
    const connect: Readonly<Record<Access, (to: Connectable) => unknown>> = {
      drop: (to) => stateful.drop.connect(to),
      'lake:read': (to) => stateful.lake.connect(to, 'read'),
      'lake:gate': (to) => stateful.lake.connectGate(to),
      'lake:write': (to) => stateful.lake.connect(to, 'readWrite'),
      catalog: (to) => stateful.lake.connectCatalog(to),
      registry: (to) => {
        stateful.registry.connect(to);
        to.addEnvironment('PRODUCTION_ASSESSMENTS', JSON.stringify(props.assessments));
      },
      cases: (to) => stateful.cases.connect(to),
      watch: (to) => stateful.watch.connect(to),
      pseudonyms: (to) => stateful.pseudonyms.connect(to),
      queries: (to) => {
        workgroup.connect(to);
        stateful.lake.connectAnalysis(to);
      },
      namedQueries: (to) => workgroup.connectNamed(to),
      alerts: (to) => alerts.connect(to),
      reports: (to) => stateful.reports.connect(to),
      audit: (to) => stateful.audit.connect(to),
      stewards: (to) => alerts.connectStewards(to),
      // The workflow names its functions, so it is connected once it stands.
      ingest: (to) => starters.push(to),
    };
    const specs: readonly FunctionSpec[] = FUNCTIONS;
    const made = specs.map((spec) => {
      const step = new StepFunction(this, spec.id, { ...spec, key });
      for (const word of spec.access) connect[word](step.function);
      return [spec.id, step] as const;
    });
    const functions = Object.fromEntries(made.map(([name, step]) => [name, step.function] as const));

    const inWorkflow = Object.fromEntries(
      Object.entries(functions).filter(([name]) => !name.endsWith('Door')),
    );
    const ingest = new Workflow(this, 'Ingest', {
      file: 'ingest.asl.json',
      functions: inWorkflow,
      substitutions: {
        lakeBucket: stateful.lake.bucket.bucketName,
        s3GetObject: `arn:${Aws.PARTITION}:states:::s3:getObject`,
      },
    });
    stateful.lake.connectReader(ingest.machine, 'work/');
    for (const starter of starters) ingest.connectStarter(starter);
    const deadLetters = new DeadLetters(this, 'DeadLetters');
    new Rule(this, 'Dropped', {
      description: 'A file dropped by a steward starts the line',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [stateful.drop.bucket.bucketName] } },
      },
      targets: [
        new SfnStateMachine(ingest.machine, {
          input: RuleTargetInput.fromEventPath('$'),
          deadLetterQueue: deadLetters.queue,
        }),
      ],
    });

    new Monitoring(this, 'Monitoring', {
      key,
      alarmAddress: props.alarmAddress,
      machine: ingest.machine,
      logs: Object.fromEntries(made.map(([name, step]) => [name, step.logGroup] as const)),
      tables: {
        Registry: stateful.registry.table,
        Cases: stateful.cases.table,
        Watch: stateful.watch.table,
      },
      deadLetters: deadLetters.queue,
      workgroup: workgroup.name,
    });

    const signIn = new SignIn(this, 'SignIn', { pool: stateful.people.pool });
    stateful.drop.allowDrops(signIn.roles.steward);
    stateful.reports.allowReading(signIn.roles.steward);
    const analyst = signIn.connectable('analyst');
    workgroup.connect(analyst);
    stateful.lake.connectAnalysis(analyst);
    for (const { group, doors } of DOORS_OF)
      signIn.allowDoors(
        group,
        doors.flatMap((door) => functions[door]?.functionArn ?? []),
      );

    const outputs = {
      UserPoolClient: signIn.client.userPoolClientId,
      IngestStateMachineArn: ingest.machine.stateMachineArn,
      AthenaWorkgroup: workgroup.name,
      StewardTopicArn: alerts.stewards.topicArn,
      WatchDoorFunction: functions.watchDoor?.functionName,
      CasesDoorFunction: functions.casesDoor?.functionName,
      ReportDoorFunction: functions.reportDoor?.functionName,
      LinkDoorFunction: functions.linkDoor?.functionName,
      DetectDoorFunction: functions.detectDoor?.functionName,
      ScoreDoorFunction: functions.scoreDoor?.functionName,
      FairnessDoorFunction: functions.fairnessDoor?.functionName,
    };
    for (const [name, value] of Object.entries(outputs))
      if (value !== undefined) new CfnOutput(this, name, { value });
  }
}

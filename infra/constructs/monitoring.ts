import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  Stats,
  TextWidget,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Measure } from '#shell/log.ts';

export type MonitoringProps = {
  readonly key: IKey;
  /** Who is mailed; without one, the topic waits for a subscriber. */
  readonly alarmAddress: string | undefined;
  readonly machine: StateMachine;
  readonly logs: Readonly<Record<string, ILogGroup>>;
  readonly tables: Readonly<Record<string, ITableV2>>;
  readonly deadLetters: IQueue;
  readonly workgroup: string;
};

const NAMESPACE = 'Verband';
const PERIOD = Duration.minutes(5);
/** A file of a town of 160,000 residents takes minutes; after an hour something stands still. */
const LONGEST_WAIT_SECONDS = 3600;
const DAILY_SCAN_BYTES = 1024 ** 4;

/** Alarms, each with the first thing to do, and one dashboard. */
export class Monitoring extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Alarms', { masterKey: props.key, enforceSSL: true });
    if (props.alarmAddress !== undefined)
      this.topic.addSubscription(new EmailSubscription(props.alarmAddress));
    for (const [name, logGroup] of Object.entries(props.logs)) this.filter(name, logGroup);
    this.alarms(props);
    this.dashboard(props);
  }

  private filter(name: string, logGroup: ILogGroup): void {
    new MetricFilter(this, `Measured-${name}`, {
      logGroup,
      filterPattern: FilterPattern.literal('{ $.event = "measured" }'),
      metricNamespace: NAMESPACE,
      metricName: 'Measured',
      metricValue: '$.count',
      dimensions: { What: '$.what' },
    });
    // A failure of our own says what is wrong and is somebody's to answer; one without a message is a fault of the program.
    new MetricFilter(this, `Faults-${name}`, {
      logGroup,
      filterPattern: FilterPattern.literal('{ $.event = "failed" && $.message = "" }'),
      metricNamespace: NAMESPACE,
      metricName: 'Faults',
      metricValue: '1',
    });
    if (name === 'casesDoor')
      new MetricFilter(this, `Reviews-${name}`, {
        logGroup,
        filterPattern: FilterPattern.literal('{ $.event = "review_alarm" }'),
        metricNamespace: NAMESPACE,
        metricName: 'ReviewAlarms',
        metricValue: '1',
      });
  }

  private alarms({ machine, deadLetters, tables, workgroup }: MonitoringProps): void {
    const once = { threshold: 1, evaluationPeriods: 1 } as const;
    this.alarm('LineFailed', machine.metricFailed({ period: PERIOD }), once, [
      'A dropped file did not get through the line.',
      'Open the failed execution, read error and cause of its last state, mend that, redrive the execution.',
    ]);
    this.alarm('LineTimedOut', machine.metricTimedOut({ period: PERIOD }), once, [
      'An execution ran out of time.',
      'Look which state took it (history), and at Lambda throttles; redrive the execution.',
    ]);
    this.alarm(
      'EventsLost',
      deadLetters.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM }),
      once,
      [
        'An event of a dropped file started no execution.',
        'Start the workflow with the body of each message as its input, then delete the message; a repeated start does nothing.',
      ],
    );
    this.alarm('Faults', metric('Faults', Stats.SUM), once, [
      'A function failed in a way that the program does not know.',
      'Search the function logs for event "failed" with an empty message; its frames name the line of code. Report it.',
    ]);
    this.alarm(
      'FallenBehind',
      measured('seconds_behind'),
      { threshold: LONGEST_WAIT_SECONDS, evaluationPeriods: 1 },
      [
        'A file waited more than an hour before it was linked.',
        'Look for an execution that holds the lock (state linkStage or cluster), and for a queue of deliveries in the registry.',
      ],
    );
    this.alarm('NobodyJudges', metric('ReviewAlarms', Stats.SUM), once, [
      'Suggestions are followed nearly always, or looked at for less than two minutes (R19).',
      'Speak with the team: a suggestion is a reason to look, and no finding. Stop scoring (door of cases, stop) if need be.',
    ]);
    this.alarm(
      'FunctionsThrottled',
      new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Throttles',
        statistic: Stats.SUM,
        period: PERIOD,
      }),
      { threshold: 1, evaluationPeriods: 3 },
      [
        'Functions of this account were throttled for a quarter of an hour.',
        'Ask for more concurrent executions (Service Quotas), or find what else in the account uses them.',
      ],
    );
    for (const [name, table] of Object.entries(tables))
      for (const throttled of ['ReadThrottleEvents', 'WriteThrottleEvents'])
        this.alarm(
          `${name}${throttled}`,
          new Metric({
            namespace: 'AWS/DynamoDB',
            metricName: throttled,
            dimensionsMap: { TableName: table.tableName },
            statistic: Stats.SUM,
            period: PERIOD,
          }),
          { threshold: 1, evaluationPeriods: 3 },
          [
            `The table ${name} refused calls for a quarter of an hour.`,
            'Look for one key that everything writes (Contributor Insights); calls are tried again, so nothing is lost.',
          ],
        );
    this.alarm(
      'QueriesRead',
      new Metric({
        namespace: 'AWS/Athena',
        metricName: 'ProcessedBytes',
        dimensionsMap: { WorkGroup: workgroup },
        statistic: Stats.SUM,
        period: Duration.days(1),
      }),
      { threshold: DAILY_SCAN_BYTES, evaluationPeriods: 1 },
      [
        'Queries read more than a tebibyte in a day.',
        'Look in the workgroup who asked what; a query without a filter on version or day reads all history.',
      ],
    );
    this.alarm(
      'TextMessagesCost',
      new Metric({
        namespace: 'AWS/SNS',
        metricName: 'SMSMonthToDateSpentUSD',
        statistic: Stats.MAXIMUM,
        period: Duration.hours(6),
      }),
      { threshold: 50, evaluationPeriods: 1 },
      [
        'Text messages cost more than 50 dollars this month.',
        'Look which list has most subscribers by SMS; at the account limit SNS sends no more.',
      ],
    );
  }

  private alarm(
    id: string,
    of: IMetric,
    when: Pick<AlarmProps, 'threshold' | 'evaluationPeriods'>,
    [what, doFirst]: readonly [string, string],
  ): void {
    const alarm = new Alarm(this, id, {
      ...when,
      metric: of,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // Nothing dropped, nothing measured: that is a quiet night, no fault.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${what} What to do: ${doFirst}`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }

  private dashboard({ machine }: MonitoringProps): void {
    const graph = (title: string, ...left: readonly IMetric[]) =>
      new GraphWidget({ title, left: [...left], width: 8, period: PERIOD });
    const dashboard = new Dashboard(this, 'Dashboard');
    dashboard.addWidgets(
      new TextWidget({
        markdown: '# Verband\nFiles that come in, what they bring, and how far behind the line is.',
        width: 24,
        height: 2,
      }),
    );
    dashboard.addWidgets(
      graph(
        'Executions',
        machine.metricStarted({ period: PERIOD }),
        machine.metricSucceeded({ period: PERIOD }),
        machine.metricFailed({ period: PERIOD }),
      ),
      graph('Rows', measured('rows'), measured('rows_rejected')),
      graph('Pairs weighed', measured('pairs')),
    );
    dashboard.addWidgets(
      graph('Seconds behind', measured('seconds_behind')),
      graph('Candidates and alerts', measured('candidates'), measured('alerts')),
      graph('Faults', metric('Faults', Stats.SUM)),
    );
  }
}

const metric = (metricName: string, statistic: string, dimensionsMap?: Record<string, string>): Metric =>
  new Metric({
    namespace: NAMESPACE,
    metricName,
    statistic,
    period: PERIOD,
    ...(dimensionsMap === undefined ? {} : { dimensionsMap }),
  });

const measured = (what: Measure): Metric =>
  metric('Measured', what === 'seconds_behind' ? Stats.MAXIMUM : Stats.SUM, { What: what });

import { join } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Connectable } from './grantable.ts';

export type WorkflowProps = {
  /** File in workflows/. */
  readonly file: string;
  /** Functions that the file names as `${id}`. */
  readonly functions: Readonly<Record<string, IFunction>>;
  readonly substitutions: Readonly<Record<string, string>>;
};

/** A state machine from its plain file, the same one that the embedded cloud reads. */
export class Workflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const arns = Object.fromEntries(
      Object.entries(props.functions).map(([name, each]) => [name, each.functionArn]),
    );
    const logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.machine = new StateMachine(this, 'Machine', {
      definitionBody: DefinitionBody.fromFile(join(import.meta.dirname, '..', '..', 'workflows', props.file)),
      definitionSubstitutions: { ...arns, ...props.substitutions },
      tracingEnabled: true,
      // Inputs and outputs may hold object keys, and a steward may have put a name into one (R50).
      logs: { destination: logs, level: LogLevel.ALL, includeExecutionData: false },
    });
    // `grantInvoke` would allow every version and alias too, by a wildcard.
    this.machine.addToRolePolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: Object.values(arns) }),
    );
  }

  /** What may start an execution and list them, and is told which machine it is. */
  connectStarter(to: Connectable): void {
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['states:StartExecution', 'states:ListExecutions'],
        resources: [this.machine.stateMachineArn],
      }),
    );
    to.addEnvironment('INGEST_STATE_MACHINE_ARN', this.machine.stateMachineArn);
  }
}

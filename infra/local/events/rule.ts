import { compilePattern, type EventPattern } from './pattern.ts';
import { readSchedule, type Schedule } from './schedule.ts';
import { compileInput, type InputOf, type TargetInput } from './target-input.ts';

export type RuleDefinition = {
  readonly name: string;
  readonly enabled: boolean;
  /** At least one of the two. */
  readonly pattern?: unknown;
  readonly schedule?: string;
  readonly targets: readonly ({ readonly id: string; readonly arn: string } & TargetInput)[];
};

/** How the bus reaches its targets. Each joins the bus's open transaction; `input` is JSON text. */
export type Targets = {
  /** Must be idempotent by the execution's name. */
  start(machineArn: string, input: string, executionName: string): void;
  invoke?(functionArn: string, input: string): void;
  publish?(topicArn: string, input: string): void;
};

export type Target = { readonly arn: string; readonly id: string; readonly inputOf: InputOf };
/** A rule compiled, with the timer of its schedule. */
export type Rule = {
  readonly name: string;
  readonly enabled: boolean;
  readonly fits: EventPattern;
  readonly schedule: Schedule | undefined;
  readonly targets: readonly Target[];
  timer?: NodeJS.Timeout;
};

/** Throws an error that names the rule for a pattern, schedule, input or target that is not honoured here. */
export function compileRule(definition: RuleDefinition, targets: Targets): Rule {
  const { name, enabled, pattern, schedule } = definition;
  try {
    if (pattern === undefined && schedule === undefined) {
      throw new Error('it has neither EventPattern nor ScheduleExpression');
    }
    return {
      name,
      enabled,
      fits: pattern === undefined ? () => false : compilePattern(pattern),
      schedule: schedule === undefined ? undefined : readSchedule(schedule),
      targets: definition.targets.map((target) => {
        const kind = /^arn:[^:]+:(states|lambda|sns):/.exec(target.arn)?.[1];
        const reachable =
          kind === 'states' ||
          (kind === 'lambda' && targets.invoke !== undefined) ||
          (kind === 'sns' && targets.publish !== undefined);
        if (!reachable) throw new Error(`the embedded bus does not reach the target ${target.arn}`);
        return { arn: target.arn, id: target.id, inputOf: compileInput(target) };
      }),
    };
  } catch (error) {
    throw new Error(`rule ${name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

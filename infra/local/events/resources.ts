import { z } from 'zod';
import { PLACE } from '../service.ts';
import { honoured } from '../template/properties.ts';
import type { ResourceBuilders } from '../template/resource.ts';
import { ruleArn } from './envelope.ts';
import type { EventBus } from './service.ts';

/** Accepted and without effect: permissions are not checked, and a target in the same process needs no retries. */
const delivery = {
  RoleArn: z.string().optional(),
  RetryPolicy: z.unknown().optional(),
  DeadLetterConfig: z.unknown().optional(),
};

const RuleProperties = z.strictObject({
  Name: z.string().optional(),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  EventBusName: z.literal('default').optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z
    .array(
      z.strictObject({
        Id: z.string(),
        Arn: z.string(),
        Input: z.string().optional(),
        InputPath: z.string().optional(),
        InputTransformer: z
          .strictObject({
            InputPathsMap: z.record(z.string(), z.string()).optional(),
            InputTemplate: z.string(),
          })
          .optional(),
        ...delivery,
      }),
    )
    .max(5)
    .default([]),
});

const ScheduleProperties = z.strictObject({
  Name: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.enum(['UTC', 'Etc/UTC']).optional(),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.strictObject({
    Arn: z.string(),
    // Without it the target gets the scheduler's own event, and with a placeholder in it a value of the scheduler's.
    Input: z
      .string()
      .refine((input) => !input.includes('<aws.scheduler.'), 'placeholders are not filled here'),
    ...delivery,
  }),
});

const INERT = {
  Description: 'for readers of the template',
  RoleArn: 'permissions are not checked here',
  KmsKeyArn: 'nothing is encrypted at rest here',
  Tags: 'tags have no effect',
};

/** Rules of the default bus and schedules; a schedule is a rule whose only target has a constant input. */
export function eventsResources(bus: EventBus): ResourceBuilders {
  return {
    'AWS::Events::Rule': (properties, context) => {
      const given = honoured(RuleProperties, INERT, properties, context);
      const name = given.Name ?? context.generatedName(64);
      bus.putRule({
        name,
        enabled: given.State === 'ENABLED',
        ...(given.EventPattern === undefined ? {} : { pattern: given.EventPattern }),
        ...(given.ScheduleExpression === undefined ? {} : { schedule: given.ScheduleExpression }),
        targets: given.Targets.map(({ Id, Arn, Input, InputPath, InputTransformer }) => ({
          id: Id,
          arn: Arn,
          Input,
          InputPath,
          InputTransformer,
        })),
      });
      return { ref: name, attributes: { Arn: ruleArn(name) } };
    },
    'AWS::Scheduler::Schedule': (properties, context) => {
      const given = honoured(ScheduleProperties, INERT, properties, context);
      const name = given.Name ?? context.generatedName(64);
      const { Arn: arn, Input } = given.Target;
      bus.putRule({
        name,
        enabled: given.State === 'ENABLED',
        schedule: given.ScheduleExpression,
        targets: [{ id: 'schedule', arn, Input }],
      });
      const { partition, region, account } = PLACE;
      return {
        ref: name,
        attributes: { Arn: `arn:${partition}:scheduler:${region}:${account}:schedule/default/${name}` },
      };
    },
  };
}

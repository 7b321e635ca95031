import * as z from 'zod';
import { Expression } from './expression-text.ts';
import {
  Assign,
  Count,
  failing,
  flowing,
  PositiveSeconds,
  Seconds,
  StateName,
  Template,
  terminal,
  withOutput,
} from './fields.ts';
import { distributedOnly, ProcessorConfig } from './map-fields.ts';

const Task = z.strictObject({
  ...failing,
  Type: z.literal('Task'),
  Resource: z.string(),
  Arguments: Template.optional(),
  TimeoutSeconds: PositiveSeconds.optional(),
  HeartbeatSeconds: PositiveSeconds.optional(),
});

const Pass = z.strictObject({ ...flowing, Type: z.literal('Pass') });

const Wait = z
  .strictObject({
    ...flowing,
    Type: z.literal('Wait'),
    Seconds: Seconds.optional(),
    Timestamp: z.union([z.iso.datetime({ offset: true }), Expression]).optional(),
  })
  .refine((state) => (state.Seconds === undefined) !== (state.Timestamp === undefined), {
    error: 'needs either Seconds or Timestamp',
  });

const Choice = z.strictObject({
  ...withOutput,
  Type: z.literal('Choice'),
  Assign: Assign.optional(),
  Default: z.string().optional(),
  Choices: z
    .array(
      z.strictObject({
        Comment: z.string().optional(),
        Condition: z.union([z.boolean(), Expression]),
        Next: z.string(),
        Output: Template.optional(),
        Assign: Assign.optional(),
      }),
    )
    .min(1),
});

const Succeed = z.strictObject({ ...withOutput, Type: z.literal('Succeed') });

const Fail = z.strictObject({
  ...terminal,
  Type: z.literal('Fail'),
  Error: z.string().optional(),
  Cause: z.string().optional(),
});

/** States with the one at which they start: a machine, a branch or what a Map does per item. */
export type Flow = { StartAt: string; States: Record<string, State> };

const Branch: z.ZodType<Flow> = z.lazy(() =>
  z.strictObject({ Comment: z.string().optional(), StartAt: z.string(), States: z.record(StateName, State) }),
);

const Parallel = z.strictObject({
  ...failing,
  Type: z.literal('Parallel'),
  Arguments: Template.optional(),
  Branches: z.array(Branch).min(1),
});

const ItemProcessor: z.ZodType<Flow & { ProcessorConfig?: z.infer<typeof ProcessorConfig> | undefined }> =
  z.lazy(() =>
    z.strictObject({
      Comment: z.string().optional(),
      ProcessorConfig: ProcessorConfig.optional(),
      StartAt: z.string(),
      States: z.record(StateName, State),
    }),
  );

const MapState = z.strictObject({
  ...failing,
  ...distributedOnly,
  Type: z.literal('Map'),
  Items: z.union([z.array(z.json()), Expression]).optional(),
  ItemSelector: Template.optional(),
  ItemProcessor,
  MaxConcurrency: Count.optional(),
});

type PassState = z.infer<typeof Pass>;
type SucceedState = z.infer<typeof Succeed>;
export type TaskState = z.infer<typeof Task>;

export type WaitState = z.infer<typeof Wait>;
export type ChoiceState = z.infer<typeof Choice>;

export type FailState = z.infer<typeof Fail>;
export type ParallelState = z.infer<typeof Parallel>;
export type MapState = z.infer<typeof MapState>;

export type State =
  | TaskState
  | PassState
  | WaitState
  | ChoiceState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

const State: z.ZodType<State> = z.discriminatedUnion(
  'Type',
  [Task, Pass, Wait, Choice, Succeed, Fail, Parallel, MapState],
  {
    error: (issue) =>
      issue.code === 'invalid_union'
        ? 'Type must be Task, Pass, Wait, Choice, Succeed, Fail, Parallel or Map'
        : undefined,
  },
);

/** The document of a state machine, in Amazon States Language with JSONata. */
export const Machine = z.strictObject({
  Comment: z.string().optional(),
  Version: z.literal('1.0').optional(),
  QueryLanguage: z.literal('JSONata', {
    error: 'must be "JSONata": JSONPath, which is the default, is not spoken here',
  }),
  TimeoutSeconds: z.int().min(1).max(99_999_999).optional(),
  StartAt: z.string(),
  States: z.record(StateName, State),
});
export type Machine = z.infer<typeof Machine>;

export function isDistributed(state: MapState): boolean {
  return state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED';
}

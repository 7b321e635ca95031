import * as z from 'zod';
import type { JsonObject } from '../json.ts';

/** What a state in progress waits for: enough to take the wait up again after a restart. Times in ms since 1970. */
const Pending = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wait'), until: z.number() }),
  z.object({ kind: z.literal('retry'), until: z.number() }),
  z.object({
    kind: z.literal('token'),
    token: z.string(),
    /** Whether the call that hands out the token has answered. */
    submitted: z.boolean(),
    deadline: z.number().nullable(),
    heartbeatSeconds: z.number().nullable(),
  }),
  z.object({ kind: z.literal('execution'), arn: z.string(), deadline: z.number().nullable() }),
  z.object({ kind: z.literal('children'), key: z.string(), count: z.number() }),
  z.object({ kind: z.literal('mapRun'), arn: z.string() }),
]);
export type Pending = z.infer<typeof Pending>;

export const Frame = z.object({
  path: z.string(),
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED']),
  /** The state that runs or comes next. */
  state: z.string(),
  input: z.json(),
  variables: z.record(z.string(), z.json()),
  /** Null while the state is not entered. */
  enteredAt: z.number().nullable(),
  /** Attempts that each retrier of the state has used up. */
  retries: z.array(z.number()),
  retryCount: z.number(),
  pending: Pending.nullable(),
  /** JSON text, once the frame succeeded. */
  output: z.string().nullable(),
  /** Once the frame failed. */
  failure: z.object({ error: z.string(), cause: z.string() }).nullable(),
  /** `Map.Item` of the context object, for an iteration. */
  item: z.record(z.string(), z.json()).nullable(),
  lastEventId: z.number(),
});
export type Frame = z.infer<typeof Frame>;

export function newFrame(
  path: string,
  startAt: string,
  input: Frame['input'],
  lastEventId: number,
  item: JsonObject | null = null,
): Frame {
  return {
    path,
    status: 'RUNNING',
    state: startAt,
    input,
    variables: {},
    enteredAt: null,
    retries: [],
    retryCount: 0,
    pending: null,
    output: null,
    failure: null,
    item,
    lastEventId,
  };
}

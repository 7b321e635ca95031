import * as z from 'zod';

export const ExecutionStatus = z.enum(['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);
export type ExecutionStatus = z.infer<typeof ExecutionStatus>;

/** An execution as it is kept. `PENDING` is a child of a Map run that has not started yet. */
export const ExecutionRow = z.object({
  id: z.number(),
  arn: z.string(),
  machine_arn: z.string(),
  name: z.string(),
  definition_hash: z.string(),
  status: ExecutionStatus,
  input: z.string(),
  output: z.string().nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
  started_at: z.number().nullable(),
  stopped_at: z.number().nullable(),
  redrive_count: z.number(),
  redriven_at: z.number().nullable(),
  map_run_arn: z.string().nullable(),
  item_count: z.number().nullable(),
});
export type ExecutionRow = z.infer<typeof ExecutionRow>;

export const MapRunRow = z.object({
  arn: z.string(),
  execution_arn: z.string(),
  machine_arn: z.string(),
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'ABORTED']),
  started_at: z.number(),
  stopped_at: z.number().nullable(),
  max_concurrency: z.number(),
  tolerated_count: z.number(),
  tolerated_percentage: z.number(),
  redrive_count: z.number(),
  redriven_at: z.number().nullable(),
});
export type MapRunRow = z.infer<typeof MapRunRow>;

export const MachineRow = z.object({
  arn: z.string(),
  name: z.string(),
  definition_hash: z.string(),
  role_arn: z.string(),
  created_at: z.number(),
  updated_at: z.number(),
});
export type MachineRow = z.infer<typeof MachineRow>;

import * as z from 'zod';

const Column = z.object({
  CatalogName: z.string(),
  SchemaName: z.string(),
  TableName: z.string(),
  Name: z.string(),
  Label: z.string(),
  Type: z.string(),
  Precision: z.number(),
  Scale: z.number(),
  Nullable: z.literal('UNKNOWN'),
  CaseSensitive: z.boolean(),
});

const State = z.enum(['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED']);

/** A query's execution as it is kept. Moments are epoch milliseconds. */
export const Execution = z.object({
  id: z.string(),
  token: z.string().nullable(),
  query: z.string(),
  parameters: z.array(z.string()),
  /** `utility` answers (SHOW, DESCRIBE, EXPLAIN) have no head row. */
  kind: z.enum(['query', 'utility']),
  database: z.string().optional(),
  workgroup: z.string(),
  /** The whole object name, when the result goes to S3. */
  outputLocation: z.string().optional(),
  managed: z.boolean(),
  state: State,
  reason: z.string().optional(),
  /** 1 = the system's fault, 2 = the user's. */
  errorCategory: z.number().optional(),
  errorType: z.number().optional(),
  submittedAt: z.number(),
  startedAt: z.number().optional(),
  completedAt: z.number().optional(),
  bytesScanned: z.number(),
  columns: z.array(Column),
  /** How often it was begun: a process that was killed in the middle begins it again at its next start. */
  attempts: z.number(),
});
export type Execution = z.infer<typeof Execution>;

export const isOver = ({ state }: Execution): boolean => state !== 'QUEUED' && state !== 'RUNNING';

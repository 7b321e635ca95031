import * as z from 'zod';
import { Expression } from './expression-text.ts';

/** Any JSON value in which strings of the form `{% … %}` are evaluated. */
export const Template = z.json();

const integerOrExpression = (least: number, most: number) =>
  z.union([z.int().min(least).max(most), Expression]);

/** The longest wait and timeout that Step Functions takes, in seconds (about three years). */
const MOST_SECONDS = 99_999_999;
export const Seconds = integerOrExpression(0, MOST_SECONDS);
export const PositiveSeconds = integerOrExpression(1, MOST_SECONDS);
export const Count = integerOrExpression(0, 2 ** 31 - 1);

const VariableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,79}$/, 'is no variable name (letters, digits, _; at most 80)')
  .refine((name) => name !== 'states', { error: 'the name states is reserved' });
export const Assign = z.record(VariableName, Template);

export const Retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: z.int().min(1).max(MOST_SECONDS).optional(),
  MaxAttempts: z.int().min(0).max(MOST_SECONDS).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: z.int().min(1).max(31_622_399).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
});
export type Retrier = z.infer<typeof Retrier>;

const Catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  Next: z.string(),
  Output: Template.optional(),
  Assign: Assign.optional(),
});

export const StateName = z.string().min(1).max(80);

const described = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata').optional(),
};
export const withOutput = { ...described, Output: Template.optional() };
export const terminal = described;
export const flowing = {
  ...withOutput,
  Assign: Assign.optional(),
  Next: z.string().optional(),
  End: z.literal(true).optional(),
};
export const failing = { ...flowing, Retry: z.array(Retrier).optional(), Catch: z.array(Catcher).optional() };

import * as z from 'zod';
import { parameters } from '#local/glue/json-protocol.ts';
import { ServiceError } from '../../service.ts';

/** A request's parameters; one that is unknown or wrong is refused by name. */
export function read<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  return parameters(schema, 'InvalidRequestException', input);
}

export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidRequestException', message);
}

export const Paged = {
  NextToken: z.string().optional(),
  MaxResults: z.number().int().min(0).max(1000).optional(),
};

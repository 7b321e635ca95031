import * as z from 'zod';
import {
  readBody,
  type Service,
  ServiceError,
  type ServiceRequest,
  type ServiceResponse,
} from '../service.ts';

/** An operation takes the parsed JSON of a request and gives the JSON of the answer; it throws ServiceErrors. */
export type Operation = (input: unknown) => unknown;

const Body = z.record(z.string(), z.unknown());

/**
 * A service that speaks AWS JSON 1.1: `X-Amz-Target: <prefix>.<Operation>`, JSON in and out, moments in epoch seconds.
 * An operation outside the table is refused by its name.
 */
export function jsonService(
  name: string,
  targetPrefix: string,
  operations: Readonly<Record<string, Operation>>,
): Service {
  return {
    name,
    async handle(request) {
      try {
        const operation = operationNamed(request, name, targetPrefix, operations);
        return respond(200, await operation(await readJson(request)));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const { code, message, status, details } = error;
        return respond(status, { __type: code, message, Message: message, ...details }, code);
      }
    },
  };
}

function operationNamed(
  request: ServiceRequest,
  name: string,
  targetPrefix: string,
  operations: Readonly<Record<string, Operation>>,
): Operation {
  const target = request.headers['x-amz-target'] ?? '';
  const called = target.startsWith(`${targetPrefix}.`) ? target.slice(targetPrefix.length + 1) : target;
  const operation = Object.hasOwn(operations, called) ? operations[called] : undefined;
  if (operation !== undefined) return operation;
  throw new ServiceError('UnknownOperationException', `${name} does not speak ${called || 'this'} here`);
}

async function readJson(request: ServiceRequest): Promise<unknown> {
  const text = (await readBody(request)).toString('utf8');
  try {
    return Body.parse(JSON.parse(text === '' ? '{}' : text));
  } catch (error) {
    throw new ServiceError('SerializationException', `the body is not a JSON object: ${String(error)}`);
  }
}

function respond(status: number, body: unknown, errorCode?: string): ServiceResponse {
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      ...(errorCode === undefined ? {} : { 'x-amzn-errortype': errorCode }),
    },
    body: JSON.stringify(body ?? {}),
  };
}

/**
 * The parameters of a request under their (strict) schema. A parameter that is unknown or wrong is refused by name
 * with `code`, the service's own word for it.
 */
export function parameters<T extends z.ZodType>(schema: T, code: string, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new ServiceError(code, z.prettifyError(parsed.error));
}

import { randomUUID } from 'node:crypto';
import { readBody, ServiceError, type ServiceRequest, type ServiceResponse } from '../service.ts';
import type { JsonObject } from './json.ts';
import type { Operation } from './operations/operation.ts';

const PREFIX = 'AWSStepFunctions.';
const CONTENT_TYPE = 'application/x-amz-json-1.0';

/** Answers one request of the JSON 1.0 protocol; errors that a client is to see become its error bodies. */
export async function answer(
  operations: Readonly<Record<string, Operation>>,
  request: ServiceRequest,
): Promise<ServiceResponse> {
  try {
    const name = operationName(request);
    const run = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (run === undefined) {
      throw new ServiceError('UnknownOperationException', `states does not speak ${name} here`, 501);
    }
    return response(200, run(await readRequest(request)));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const body = { ...toJson(error.details), __type: error.code, message: error.message };
    return response(error.status, body, { 'x-amzn-errortype': error.code });
  }
}

function operationName({ headers }: ServiceRequest): string {
  const target = headers['x-amz-target'] ?? '';
  if (!target.startsWith(PREFIX)) {
    throw new ServiceError('UnknownOperationException', `states does not speak '${target}' here`, 501);
  }
  return target.slice(PREFIX.length);
}

async function readRequest(request: ServiceRequest): Promise<unknown> {
  const body = await readBody(request);
  try {
    const parsed: unknown = JSON.parse(body.toString() || '{}');
    return parsed;
  } catch (error) {
    throw new ServiceError('SerializationException', `the request is not JSON: ${String(error)}`);
  }
}

function toJson(details: Readonly<Record<string, unknown>>): JsonObject {
  const json: JsonObject = JSON.parse(JSON.stringify(details));
  return json;
}

function response(
  status: number,
  body: JsonObject,
  headers: Readonly<Record<string, string>> = {},
): ServiceResponse {
  return {
    status,
    headers: { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': randomUUID(), ...headers },
    body: JSON.stringify(body),
  };
}

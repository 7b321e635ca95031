import { readBody, ServiceError, type ServiceRequest, type ServiceResponse } from '../service.ts';
import { type FunctionDefinition, functionArn } from './definition.ts';
import { SYNC_LIMIT_BYTES } from './sandbox.ts';
import type { LambdaService } from './service.ts';

type Found = FunctionDefinition & { readonly codeSha256: string };

/** Bytes of an asynchronous invocation's payload. */
const ASYNC_LIMIT_BYTES = 256 * 1024;
/** Bytes of the output's end that `LogType: Tail` returns. */
const TAIL_BYTES = 4096;
const FUNCTIONS = '/2015-03-31/functions';

/** Lambda's REST JSON: Invoke, ListFunctions, GetFunction, GetFunctionConfiguration; all else is refused by name. */
export function lambdaWire(service: LambdaService, find: (reference: string) => Found) {
  return async (request: ServiceRequest): Promise<ServiceResponse> => {
    try {
      return await dispatch(request);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return {
        status: error.status,
        headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
        body: JSON.stringify({ Type: 'User', Message: error.message, message: error.message }),
      };
    }
  };

  async function dispatch(request: ServiceRequest): Promise<ServiceResponse> {
    const { method } = request;
    const path = request.rawPath.replace(/\/$/, '');
    if (method === 'GET' && path === FUNCTIONS) {
      return json({ Functions: service.definitions().map(({ name }) => configuration(find(name))) });
    }
    const [, name, action] = new RegExp(`^${FUNCTIONS}/([^/]+)(?:/([^/]+))?$`).exec(path) ?? [];
    if (name !== undefined) {
      const qualifier = request.query.get('Qualifier');
      const reference = decodeURIComponent(name) + (qualifier === undefined ? '' : `:${qualifier}`);
      if (method === 'POST' && action === 'invocations') return invoke(request, find(reference));
      if (method === 'GET' && action === 'configuration') return json(configuration(find(reference)));
      if (method === 'GET' && action === undefined) {
        return json({ Configuration: configuration(find(reference)), Tags: {} });
      }
    }
    throw new ServiceError('UnknownOperationException', `lambda does not speak ${method} ${path} here`, 501);
  }

  async function invoke(request: ServiceRequest, found: Found): Promise<ServiceResponse> {
    const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    if (!['RequestResponse', 'Event', 'DryRun'].includes(type)) {
      throw new ServiceError('InvalidParameterValueException', `InvocationType "${type}" is unknown`);
    }
    if (request.headers['x-amz-client-context'] !== undefined) {
      throw new ServiceError('InvalidParameterValueException', 'ClientContext is not passed on here');
    }
    const payload = await readPayload(request, type === 'Event' ? ASYNC_LIMIT_BYTES : SYNC_LIMIT_BYTES);
    if (type === 'DryRun') return { status: 204, headers: {}, body: undefined };
    if (type === 'Event') {
      const requestId = service.invokeLater(found.name, payload);
      return { status: 202, headers: { 'x-amzn-requestid': requestId }, body: '' };
    }
    const invoked = await service.invoke(found.name, payload);
    const tail = Buffer.from(invoked.output).subarray(-TAIL_BYTES).toString('base64');
    return {
      status: 200,
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': invoked.requestId,
        'x-amz-executed-version': '$LATEST',
        ...(invoked.functionError === undefined ? {} : { 'x-amz-function-error': invoked.functionError }),
        ...(request.headers['x-amz-log-type'] === 'Tail' ? { 'x-amz-log-result': tail } : {}),
      },
      body: invoked.payload,
    };
  }
}

async function readPayload(request: ServiceRequest, limitBytes: number): Promise<string> {
  // Room above the limit, so that the refusal is Lambda's own and names Lambda's limit.
  const body = await readBody(request, 4 * SYNC_LIMIT_BYTES);
  if (body.byteLength > limitBytes) {
    throw new ServiceError(
      'RequestTooLargeException',
      `Request must be smaller than ${limitBytes} bytes for the InvokeFunction operation`,
      413,
    );
  }
  const text = body.toString('utf8');
  if (text === '') return '{}';
  try {
    JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServiceError('InvalidRequestContentException', `the payload is not JSON: ${reason}`);
  }
  return text;
}

function configuration(found: Found): Record<string, unknown> {
  return {
    FunctionName: found.name,
    FunctionArn: functionArn(found.name),
    Description: found.description ?? '',
    Runtime: 'nodejs24.x',
    Handler: found.handler,
    Timeout: found.timeoutSeconds,
    MemorySize: found.memoryMb,
    CodeSha256: found.codeSha256,
    Version: '$LATEST',
    PackageType: 'Zip',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    Environment: { Variables: found.environment },
  };
}

const json = (body: unknown): ServiceResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

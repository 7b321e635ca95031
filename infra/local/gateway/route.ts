import { readBody, type ServiceRequest } from '../service.ts';
import { readQuery } from './address.ts';

/** The service in the credential scope of each prefix of `X-Amz-Target`. */
const TARGETS: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  AWSStepFunctions: 'states',
  AmazonAthena: 'athena',
  AWSGlue: 'glue',
  secretsmanager: 'secretsmanager',
  AWSEvents: 'events',
};

/** API versions of the services that speak the query protocol (form body in, XML out). */
const QUERY_VERSIONS: Readonly<Record<string, string>> = { '2010-03-31': 'sns', '2011-06-15': 'sts' };

export type Route = { readonly service: string; readonly request: ServiceRequest };

/**
 * Which service a request is for: the credential scope names it; an unsigned request tells by `X-Amz-Target`, by
 * its path (Lambda) or by its `Action` (query protocol; SNS's confirmation links are unsigned GETs); all else is S3.
 * A form body that had to be read is handed on in the returned request.
 */
export async function routeTo(request: ServiceRequest): Promise<Route> {
  const scoped = scopedService(request);
  if (scoped !== undefined) return { service: scoped, request };
  const target = request.headers['x-amz-target'];
  if (target !== undefined) {
    const prefix = target.split('.')[0] ?? target;
    return { service: TARGETS[prefix] ?? prefix, request };
  }
  if (/^\/20\d\d-\d\d-\d\d\//.test(request.rawPath)) return { service: 'lambda', request };
  if (request.query.has('Action')) return { service: queryService(request.query), request };
  if (isForm(request)) {
    const body = await readBody(request);
    const form = readQuery(body.toString('utf8'));
    return { service: queryService(form), request: { ...request, body: once(body) } };
  }
  return { service: 's3', request };
}

/** `Credential=<key>/<date>/<region>/<service>/aws4_request`, from the header or a presigned address. */
function scopedService(request: ServiceRequest): string | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(request.headers['authorization'] ?? '')?.[1] ??
    request.query.get('X-Amz-Credential');
  const scope = credential?.split('/') ?? [];
  return scope.at(-1) === 'aws4_request' ? scope.at(-2) : undefined;
}

function queryService(form: ReadonlyMap<string, string>): string {
  const version = form.get('Version');
  if (version !== undefined) return QUERY_VERSIONS[version] ?? `of API version ${version}`;
  return form.get('Action') === 'GetCallerIdentity' ? 'sts' : 'sns';
}

export function isForm(request: ServiceRequest): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
}

async function* once(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}

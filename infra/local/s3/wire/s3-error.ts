import { ServiceError, type ServiceResponse } from '../../service.ts';
import type { Call } from './call.ts';
import { text, xmlDocument } from './xml.ts';

/** An error whose answer carries headers of its own, such as `x-amz-delete-marker`. */
export class S3Error extends ServiceError {
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, message: string, status: number, headers: Readonly<Record<string, string>> = {}) {
    super(code, message, status);
    this.headers = headers;
  }
}

export const preconditionFailed = (condition: string): S3Error =>
  new S3Error(
    'PreconditionFailed',
    `At least one of the pre-conditions you specified did not hold: ${condition}`,
    412,
  );

/** Refuses by name what S3 has and this one has not. */
export const notImplemented = (what: string): S3Error =>
  new S3Error('NotImplemented', `s3 does not speak ${what} here`, 501);

/** The answer to an error, in REST XML; answers to HEAD and 304 have no body. */
export function renderError(
  error: ServiceError,
  method: string,
  call: Call | undefined,
  requestId: string,
): ServiceResponse {
  const headers = error instanceof S3Error ? error.headers : {};
  if (method === 'HEAD' || error.status === 304) return { status: error.status, headers, body: undefined };
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', ...headers },
    body: xmlDocument(
      'Error',
      [
        text('Code', error.code),
        text('Message', error.message),
        text(
          'Resource',
          call === undefined ? '/' : `/${call.bucket}${call.key === '' ? '' : `/${call.key}`}`,
        ),
        text('RequestId', requestId),
      ].join(''),
      '',
    ),
  };
}

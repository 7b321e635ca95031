import { ServiceError, type ServiceRequest, type ServiceResponse } from '../service.ts';
import { isForm } from './route.ts';

/**
 * An error in the protocol that the caller speaks: JSON for targets, REST XML for S3, query XML for forms, and REST
 * JSON (Lambda) by default. What is not a ServiceError is an InternalFailure whose cause stays in the log.
 */
export function refusal(request: ServiceRequest, error: unknown, requestId: string): ServiceResponse {
  const known = error instanceof ServiceError;
  const code = known ? error.code : 'InternalFailure';
  const message = known ? error.message : 'the embedded cloud failed; its log has the cause';
  const status = known ? error.status : 500;
  const side = status < 500 ? 'Sender' : 'Receiver';
  if (request.headers['x-amz-target'] !== undefined) {
    return {
      status,
      headers: {
        'content-type': request.headers['content-type'] ?? 'application/x-amz-json-1.0',
        'x-amzn-errortype': code,
      },
      body: JSON.stringify({
        __type: `com.amazon.coral.service#${code}`,
        message,
        ...(known ? error.details : {}),
      }),
    };
  }
  if (isForm(request) || request.query.has('Action')) {
    return xml(
      status,
      `<ErrorResponse><Error><Type>${side}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>` +
        `<RequestId>${requestId}</RequestId></ErrorResponse>`,
    );
  }
  const scope = /Credential=[^,\s]*\/([^/,\s]+)\/aws4_request/.exec(request.headers['authorization'] ?? '');
  if ((scope?.[1] ?? 's3') === 's3' && !/^\/20\d\d-\d\d-\d\d\//.test(request.rawPath)) {
    return xml(
      status,
      `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><RequestId>${requestId}</RequestId></Error>`,
    );
  }
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ Type: side, message, Message: message }),
  };
}

function xml(status: number, body: string): ServiceResponse {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

import type { ServiceRequest, ServiceResponse } from '../service.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why a request is turned away before any service sees it, or undefined. Signatures are not verified here, so a web
 * page that the user happens to read must not be able to talk to the gateway: neither under a name that was
 * rebound to 127.0.0.1 (then `Host` is not a loopback name) nor from another origin.
 */
export function strangerHost(headers: Readonly<Record<string, string>>): string | undefined {
  const host = headers['host'] ?? '';
  if (!LOOPBACK.has(host.replace(/:\d+$/, '').toLowerCase())) {
    return `the host "${host}" is not this gateway's; call it as http://127.0.0.1`;
  }
  const origin = headers['origin'];
  if (origin !== undefined && origin !== `http://${host}`) {
    return `requests from web pages of "${origin}" are not served`;
  }
  return undefined;
}

/** Somebody opened the address in a browser to see what it is. */
export function fromBrowser(request: ServiceRequest): boolean {
  return (
    request.method === 'GET' &&
    request.rawPath === '/' &&
    request.query.size === 0 &&
    request.headers['authorization'] === undefined &&
    (request.headers['accept'] ?? '').includes('text/html')
  );
}

export const INTRODUCTION: ServiceResponse = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: "<!doctype html><title>Verband</title><p>Verband's embedded cloud: point AWS_ENDPOINT_URL of any AWS client here.</p>\n",
};

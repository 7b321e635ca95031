import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { readAddress } from './gateway/address.ts';
import { fromBrowser, INTRODUCTION, strangerHost } from './gateway/door.ts';
import { refusal } from './gateway/refusal.ts';
import { routeTo } from './gateway/route.ts';
import { sts } from './gateway/sts.ts';
import { type Service, ServiceError, type ServiceRequest, type ServiceResponse } from './service.ts';

/** Somebody else listens on the port that was asked for. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';

  constructor(port: number, cause: unknown) {
    super(`port ${port} on 127.0.0.1 is taken by another program; choose a free one with --port <number>`, {
      cause,
    });
  }
}

/** Is told of every request that a service takes: the operation as far as the head names it, and the body's bytes. */
export type Tally = (service: string, operation: string, bytes: number) => void;

export type Gateway = { readonly url: string; readonly port: number; close(): Promise<void> };

/**
 * One HTTP server on 127.0.0.1 for all services. Signatures are read for the service's name and not verified:
 * the loopback interface is the boundary, and nothing outside this machine reaches it.
 * `port` 0 takes any free port. Throws {@link PortTaken}.
 */
export async function serve(options: {
  readonly services: readonly Service[];
  readonly port: number;
  readonly log?: (line: string) => void;
  readonly tally?: Tally;
}): Promise<Gateway> {
  const services = new Map([sts, ...options.services].map((service) => [service.name, service]));
  const log = options.log ?? (() => {});
  const { tally } = options;
  const server = createServer(
    (incoming, outgoing) => void exchange(services, incoming, outgoing, { log, tally }),
  );
  // An upload may take longer than Node's five minutes, and SDK clients keep idle connections for long.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 65_000;
  const port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 1000).unref();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port, error) : error),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

async function exchange(
  services: ReadonlyMap<string, Service>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { log, tally }: { readonly log: (line: string) => void; readonly tally: Tally | undefined },
): Promise<void> {
  const requestId = randomUUID();
  let request = readAddress(incoming);
  let response: ServiceResponse;
  try {
    const stranger = strangerHost(request.headers);
    if (stranger !== undefined) throw new ServiceError('AccessDenied', stranger, 403);
    if (fromBrowser(request)) response = INTRODUCTION;
    else {
      const route = await routeTo(request);
      request = route.request;
      const service = services.get(route.service);
      if (service === undefined) throw unknownService(route.service, services);
      tally?.(route.service, operationOf(request), bytesOf(request));
      response = await service.handle(request);
    }
  } catch (error) {
    if (incoming.destroyed && !incoming.complete) return; // The client went away in the middle of its request.
    if (!(error instanceof ServiceError)) log(`${request.method} ${request.rawPath}: ${describe(error)}`);
    response = refusal(request, error, requestId);
  }
  await answer(incoming, outgoing, response, requestId).catch((error: unknown) => {
    // Headers are out: all that is left is to break the connection, so that nobody takes half a body for the whole.
    if (!outgoing.closed) log(`${request.method} ${request.rawPath}: answer broke off: ${describe(error)}`);
    outgoing.destroy();
  });
}

/** `X-Amz-Target`'s last part, or the method. */
const operationOf = (request: ServiceRequest): string =>
  request.headers['x-amz-target']?.split('.').at(-1) ?? request.method;

const bytesOf = (request: ServiceRequest): number =>
  Number(request.headers['x-amz-decoded-content-length'] ?? request.headers['content-length'] ?? 0);

function unknownService(name: string, services: ReadonlyMap<string, Service>): ServiceError {
  const known = [...services.keys()].sort().join(', ');
  return new ServiceError(
    'UnknownService',
    `the embedded cloud has no service "${name}" (it has ${known})`,
    501,
  );
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  response: ServiceResponse,
  requestId: string,
): Promise<void> {
  const { body } = response;
  // Both names: S3 clients look for the one, all others for the other.
  const headers: Record<string, string> = {
    'x-amzn-requestid': requestId,
    'x-amz-request-id': requestId,
    ...response.headers,
  };
  // A body that the service left unread would stand before the next request on this connection.
  if (!incoming.complete) {
    headers['connection'] = 'close';
    incoming.resume();
  }
  const withoutBody = incoming.method === 'HEAD' || response.status === 204 || response.status === 304;
  if (typeof body === 'object' && 'pipe' in body) {
    outgoing.writeHead(response.status, headers);
    if (withoutBody) {
      if ('destroy' in body && typeof body.destroy === 'function') body.destroy();
      outgoing.end();
    } else await pipeline(body, outgoing);
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? Buffer.alloc(0));
  const sized = Object.keys(headers).some((name) => name.toLowerCase() === 'content-length');
  if (!sized && response.status !== 204 && response.status !== 304) {
    headers['content-length'] = String(bytes.byteLength);
  }
  outgoing.writeHead(response.status, headers);
  outgoing.end(withoutBody ? undefined : bytes);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

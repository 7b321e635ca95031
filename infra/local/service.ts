/**
 * What every embedded service is to the gateway: a name (the service in the signature's credential scope)
 * and one function from a request on the wire to an answer on the wire.
 */
export type ServiceRequest = {
  readonly method: string;
  /** The path as sent, still percent-encoded, without the query: `new URL()` would collapse `..` in keys. */
  readonly rawPath: string;
  /** Names as sent, values percent-decoded. A parameter without `=` has the value `''`. */
  readonly query: ReadonlyMap<string, string>;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as sent, not yet read (S3 objects may be large). */
  readonly body: AsyncIterable<Uint8Array>;
};

export type ServiceResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | NodeJS.ReadableStream | undefined;
};

export interface Service {
  /** As it stands in the credential scope: `s3`, `dynamodb`, `sns`, `states`, `athena`, `glue`, `lambda`, … */
  readonly name: string;
  handle(request: ServiceRequest): Promise<ServiceResponse>;
}

/** An error that a client is to see: the service's own error code, its message and the HTTP status. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly status: number;
  /** Further members of the error's body, such as `CancellationReasons`. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** Region, account and partition of the embedded cloud; names in the template resolve to these. */
export const PLACE = { region: 'eu-west-1', account: '000000000000', partition: 'aws' } as const;

/** Reads a request's body whole. Only for services whose requests are small. */
export async function readBody(request: ServiceRequest, limitBytes = 16 * 1024 * 1024): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.byteLength;
    if (size > limitBytes)
      throw new ServiceError('RequestEntityTooLarge', `the request is larger than ${limitBytes} bytes`, 413);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

import { ServiceError, type ServiceRequest } from '../../service.ts';

const KEY_LIMIT_BYTES = 1024;

/** A request in S3's words. `bucket` is empty for calls on the service, `key` for calls on a bucket. */
export type Call = {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  /** With the `x-amz-` parameters that presigned addresses carry in their query. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
  readonly requestId: string;
};

/** Splits a path-style address by hand: a URL parser would resolve `..` and collapse keys. */
export function readCall(request: ServiceRequest, requestId: string): Call {
  const path = request.rawPath.slice(1);
  const slash = path.indexOf('/');
  const bucket = decode(slash < 0 ? path : path.slice(0, slash));
  const key = slash < 0 ? '' : decode(path.slice(slash + 1));
  const hoisted = [...request.query].filter(([name]) => name.startsWith('x-amz-'));
  const query = new Map([...request.query].filter(([name]) => !name.startsWith('x-amz-')));
  const headers = { ...Object.fromEntries(hoisted), ...request.headers };
  return {
    method: request.method,
    bucket,
    key: checkedKey(key),
    query,
    headers,
    body: request.body,
    requestId,
  };
}

/** A key's length is limited in UTF-8 bytes. */
export function checkedKey(key: string): string {
  if (Buffer.byteLength(key) > KEY_LIMIT_BYTES)
    throw new ServiceError('KeyTooLongError', 'Your key is too long');
  return key;
}

/** `bucket/key` as `x-amz-copy-source` carries it, percent-encoded, with or without a slash before and a version behind. */
export function readCopySource(header: string): {
  bucket: string;
  key: string;
  versionId: string | undefined;
} {
  const mark = header.lastIndexOf('?versionId=');
  const path = decode(mark < 0 ? header : header.slice(0, mark)).replace(/^\//, '');
  const slash = path.indexOf('/');
  if (slash <= 0 || slash === path.length - 1) {
    throw new ServiceError('InvalidArgument', 'Copy Source must mention the source bucket and key');
  }
  return {
    bucket: path.slice(0, slash),
    key: path.slice(slash + 1),
    versionId: mark < 0 ? undefined : header.slice(mark + '?versionId='.length),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new ServiceError('InvalidURI', `"${text}" is not percent-encoded UTF-8`, 400, { cause });
  }
}

import type { ServiceResponse } from '../../service.ts';
import type { S3Context } from '../context.ts';
import { writeObject } from '../data/write.ts';
import type { Call } from '../wire/call.ts';
import { writeCondition } from '../wire/conditions.ts';
import { checksumHeaders, FACT_HEADERS, readFacts, versionHeader } from '../wire/object-headers.ts';
import { receive } from '../wire/payload.ts';
import type { Operation } from './operation.ts';

export const putObject: Operation = {
  name: 'PutObject',
  on: 'PUT object',
  headers: [...FACT_HEADERS, 'if-match', 'if-none-match'],
  run: put,
};

async function put(s3: S3Context, call: Call): Promise<ServiceResponse> {
  s3.buckets.get(call.bucket);
  const facts = readFacts(call.headers);
  const precondition = writeCondition(call.headers);
  const { blob, result } = await s3.blobs.write((sink) => receive(call, sink));
  const { size, md5, checksum } = result;
  const stored =
    checksum === undefined ? facts : { ...facts, checksum: { ...checksum, type: 'FULL_OBJECT' as const } };
  const { bucket, key, requestId } = call;
  const object = writeObject(s3, {
    bucket,
    key,
    blob,
    size,
    etag: md5,
    facts: stored,
    reason: 'PutObject',
    requestId,
    precondition,
  });
  const headers = { etag: `"${md5}"`, ...versionHeader(object.versionId), ...checksumHeaders(object) };
  return { status: 200, headers, body: undefined };
}

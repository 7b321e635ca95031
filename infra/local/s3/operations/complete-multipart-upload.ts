import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { ServiceResponse } from '../../service.ts';
import type { S3Context } from '../context.ts';
import type { Sink } from '../data/blobs.ts';
import type { Part, Upload } from '../data/uploads.ts';
import type { ObjectVersion } from '../data/versions.ts';
import { writeObject } from '../data/write.ts';
import type { Call } from '../wire/call.ts';
import { type Checksum, checksumElement, runningChecksum, statedChecksum } from '../wire/checksum.ts';
import { writeCondition } from '../wire/conditions.ts';
import { versionHeader } from '../wire/object-headers.ts';
import { receiveText } from '../wire/payload.ts';
import { S3Error } from '../wire/s3-error.ts';
import { parseXml, text, xmlResponse } from '../wire/xml.ts';
import { findOpenUpload, findUpload, noSuchUpload } from './find-upload.ts';
import type { Operation } from './operation.ts';

/** Smallest size of a part that is not the last, as on AWS. */
const PART_MINIMUM_BYTES = 5 * 1024 * 1024;

export const completeMultipartUpload: Operation = {
  name: 'CompleteMultipartUpload',
  on: 'POST object',
  marker: 'uploadId',
  headers: ['x-amz-mp-object-size', 'if-match', 'if-none-match'],
  run: complete,
};

const Request = z.strictObject({
  CompleteMultipartUpload: z.strictObject({
    Part: z
      .array(
        z.strictObject({
          PartNumber: z
            .string()
            .regex(/^\d{1,5}$/)
            .transform(Number),
          ETag: z.string().transform((etag) => etag.replaceAll('"', '')),
          ChecksumCRC32: z.string().optional(),
          ChecksumCRC32C: z.string().optional(),
          ChecksumCRC64NVME: z.string().optional(),
          ChecksumSHA1: z.string().optional(),
          ChecksumSHA256: z.string().optional(),
          ChecksumSHA512: z.string().optional(),
          ChecksumMD5: z.string().optional(),
        }),
      )
      .min(1)
      .max(10_000),
  }),
});
type Claim = z.infer<typeof Request>['CompleteMultipartUpload']['Part'][number];

/** Joins the parts into one blob, so that the object is one file for who reads the tree. */
async function complete(s3: S3Context, call: Call): Promise<ServiceResponse> {
  const claims = parseXml(Request, await receiveText(call)).CompleteMultipartUpload.Part;
  const upload = findUpload(s3, call);
  if (upload.completed_version !== null) return repeat(s3, call, upload.completed_version, claims);
  const precondition = writeCondition(call.headers);
  const parts = claimedParts(s3.uploads.parts(upload.upload_id), claims);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const stated = call.headers['x-amz-mp-object-size'];
  if (stated !== undefined && Number(stated) !== size) {
    throw new S3Error('InvalidRequest', `The parts have ${size} bytes instead of ${stated}`, 400);
  }
  const { blob, result: checksum } = await s3.blobs.write((sink) => join(s3, upload, parts, sink));
  const { bucket, key, requestId } = call;
  const object = writeObject(s3, {
    bucket,
    key,
    blob,
    size,
    etag: joinedEtag(claims),
    facts: checksum === undefined ? upload.facts : { ...upload.facts, checksum: verified(checksum, call) },
    reason: 'CompleteMultipartUpload',
    requestId,
    precondition(current) {
      // While the parts were joined, another call may have completed or aborted the upload.
      findOpenUpload(s3, call);
      precondition(current);
    },
    also: (versionId) => s3.uploads.complete(upload.upload_id, versionId),
  });
  return answer(call, object);
}

/** A client that lost the answer asks again. Where another object has taken the place, nothing tells of the upload. */
function repeat(s3: S3Context, call: Call, versionId: string, claims: readonly Claim[]): ServiceResponse {
  const made = s3.versions.version(call.bucket, call.key, versionId);
  if (made?.blob === undefined || made.etag !== joinedEtag(claims)) throw noSuchUpload();
  return answer(call, made);
}

function answer(call: Call, object: ObjectVersion): ServiceResponse {
  const { checksum } = object.facts;
  return xmlResponse(
    'CompleteMultipartUploadResult',
    [
      text('Location', `http://${call.headers['host']}/${call.bucket}/${encodeURIComponent(call.key)}`),
      text('Bucket', call.bucket),
      text('Key', call.key),
      text('ETag', `"${object.etag}"`),
      checksum === undefined ? '' : text(checksumElement(checksum.algorithm), checksum.value),
      text('ChecksumType', checksum?.type),
    ],
    versionHeader(object.versionId),
  );
}

/** The stored parts that the client names, in its order, which must ascend. Parts that it does not name are dropped. */
function claimedParts(stored: readonly Part[], claims: readonly Claim[]): readonly Part[] {
  if (claims.some(({ PartNumber }, index) => PartNumber <= (claims[index - 1]?.PartNumber ?? 0))) {
    throw new S3Error('InvalidPartOrder', 'The list of parts was not in ascending order.', 400);
  }
  const byNumber = new Map(stored.map((part) => [part.part_number, part]));
  const parts = claims.map((claim) => {
    const part = byNumber.get(claim.PartNumber);
    if (part !== undefined && part.etag === claim.ETag && agrees(claim, part.checksum)) return part;
    throw new S3Error(
      'InvalidPart',
      `Part ${claim.PartNumber} could not be found, or has another ETag.`,
      400,
    );
  });
  const small = parts.slice(0, -1).find((part) => part.size < PART_MINIMUM_BYTES);
  if (small === undefined) return parts;
  throw new S3Error('EntityTooSmall', `Part ${small.part_number} is smaller than the minimum of 5 MiB.`, 400);
}

function agrees(claim: Claim, checksum: Checksum | null): boolean {
  const { PartNumber: _number, ETag: _etag, ...sums } = claim;
  return Object.entries(sums).every(
    ([name, value]) =>
      value === undefined ||
      checksum === null ||
      (name === checksumElement(checksum.algorithm) && value === checksum.value),
  );
}

async function join(
  s3: S3Context,
  upload: Upload,
  parts: readonly Part[],
  sink: Sink,
): Promise<Checksum | undefined> {
  const { checksum } = upload;
  const whole = checksum?.type === 'FULL_OBJECT' ? runningChecksum(checksum.algorithm) : undefined;
  try {
    for (const part of parts) {
      if (part.size === 0) continue;
      for await (const piece of s3.blobs.read(part.blob, 0, part.size - 1)) {
        whole?.update(piece);
        await sink(piece);
      }
    }
  } catch (error) {
    // The upload was completed or aborted by another call, and its parts are gone.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw noSuchUpload();
    throw error;
  }
  if (checksum === null) return undefined;
  if (whole !== undefined)
    return { algorithm: checksum.algorithm, value: whole.base64(), type: 'FULL_OBJECT' };
  const composite = runningChecksum(checksum.algorithm);
  for (const part of parts) composite.update(Buffer.from(part.checksum?.value ?? '', 'base64'));
  return { algorithm: checksum.algorithm, value: `${composite.base64()}-${parts.length}`, type: 'COMPOSITE' };
}

/** Compares with the checksum of the whole that the client states, if it does. */
function verified(checksum: Checksum, call: Call): Checksum {
  const stated = statedChecksum(call.headers);
  if (stated !== undefined && stated.algorithm === checksum.algorithm && stated.value !== checksum.value) {
    throw new S3Error(
      'BadDigest',
      `The ${checksum.algorithm} you specified did not match the calculated checksum.`,
      400,
    );
  }
  return checksum;
}

/** The MD5 of the parts' MD5s and their number. */
function joinedEtag(parts: readonly Claim[]): string {
  const md5 = createHash('md5');
  for (const { ETag } of parts) md5.update(ETag, 'hex');
  return `${md5.digest('hex')}-${parts.length}`;
}

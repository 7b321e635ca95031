import * as z from 'zod';
import { ServiceError, type ServiceResponse } from '../../service.ts';
import type { S3Context } from '../context.ts';
import { removeObject } from '../data/write.ts';
import { type Call, checkedKey } from '../wire/call.ts';
import { writeCondition } from '../wire/conditions.ts';
import { receiveText } from '../wire/payload.ts';
import { element, parseXml, text, xmlResponse } from '../wire/xml.ts';
import type { Operation } from './operation.ts';

const BYPASS = 'x-amz-bypass-governance-retention';

export const deleteObject: Operation = {
  name: 'DeleteObject',
  on: 'DELETE object',
  query: ['versionId'],
  headers: [BYPASS, 'if-match'],
  run: deleteOne,
};

export const deleteObjects: Operation = {
  name: 'DeleteObjects',
  on: 'POST bucket',
  marker: 'delete',
  headers: [BYPASS],
  run: deleteMany,
};

function deleteOne(s3: S3Context, call: Call): ServiceResponse {
  const { bucket, key, requestId } = call;
  const { versionId, deleteMarker } = removeObject(s3, {
    bucket,
    key,
    versionId: call.query.get('versionId'),
    bypassGovernance: call.headers[BYPASS] === 'true',
    requestId,
    precondition: writeCondition(call.headers),
  });
  const headers = {
    ...(versionId === undefined ? {} : { 'x-amz-version-id': versionId }),
    ...(deleteMarker ? { 'x-amz-delete-marker': 'true' } : {}),
  };
  return { status: 204, headers, body: undefined };
}

const Delete = z.strictObject({
  Delete: z.strictObject({
    Object: z
      .array(
        z.strictObject({
          Key: z.string().min(1),
          VersionId: z.string().optional(),
          ETag: z.string().optional(),
        }),
      )
      .min(1)
      .max(1000),
    Quiet: z.enum(['true', 'false']).optional(),
  }),
});

/** Each object stands for itself: one that cannot be deleted is told of and holds up no other. */
async function deleteMany(s3: S3Context, call: Call): Promise<ServiceResponse> {
  s3.buckets.get(call.bucket);
  const request = parseXml(Delete, await receiveText(call)).Delete;
  const results = request.Object.map(({ Key: key, VersionId: versionId, ETag: etag }) => {
    const asked = [text('Key', key), text('VersionId', versionId)];
    try {
      const removal = removeObject(s3, {
        bucket: call.bucket,
        key: checkedKey(key),
        versionId,
        bypassGovernance: call.headers[BYPASS] === 'true',
        requestId: call.requestId,
        precondition: writeCondition(etag === undefined ? {} : { 'if-match': etag }),
      });
      if (request.Quiet === 'true') return '';
      const marker = removal.deleteMarker
        ? [text('DeleteMarker', true), text('DeleteMarkerVersionId', removal.versionId)]
        : [];
      return element('Deleted', ...asked, ...marker);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return element('Error', ...asked, text('Code', error.code), text('Message', error.message));
    }
  });
  return xmlResponse('DeleteResult', results);
}

import * as z from 'zod';
import { PLACE, ServiceError } from '../../service.ts';
import { receiveText } from '../wire/payload.ts';
import { element, parseXml, text, xmlResponse } from '../wire/xml.ts';
import type { Operation } from './operation.ts';
import { readLimit } from './page-parameters.ts';

export const listBuckets: Operation = {
  name: 'ListBuckets',
  on: 'GET service',
  query: ['max-buckets', 'prefix', 'continuation-token', 'bucket-region'],
  run(s3, call) {
    const after = call.query.get('continuation-token') ?? '';
    const prefix = call.query.get('prefix') ?? '';
    const limit = readLimit(call, 'max-buckets', 10_000);
    const elsewhere = (call.query.get('bucket-region') ?? PLACE.region) !== PLACE.region;
    const matching = s3.buckets
      .all()
      .filter(({ name }) => !elsewhere && name.startsWith(prefix) && (after === '' || name > after));
    const shown = matching.slice(0, limit);
    const buckets = shown.map((bucket) =>
      element(
        'Bucket',
        text('Name', bucket.name),
        text('CreationDate', new Date(bucket.created_ms).toISOString()),
        text('BucketRegion', PLACE.region),
      ),
    );
    return xmlResponse('ListAllMyBucketsResult', [
      element('Owner', text('ID', PLACE.account)),
      element('Buckets', ...buckets),
      text('ContinuationToken', shown.length < matching.length ? shown.at(-1)?.name : undefined),
    ]);
  },
};

export const headBucket: Operation = {
  name: 'HeadBucket',
  on: 'HEAD bucket',
  run(s3, call) {
    s3.buckets.get(call.bucket);
    return { status: 200, headers: { 'x-amz-bucket-region': PLACE.region }, body: undefined };
  },
};

export const getBucketLocation: Operation = {
  name: 'GetBucketLocation',
  on: 'GET bucket',
  marker: 'location',
  run(s3, call) {
    s3.buckets.get(call.bucket);
    return xmlResponse('LocationConstraint', [PLACE.region]);
  },
};

export const getBucketVersioning: Operation = {
  name: 'GetBucketVersioning',
  on: 'GET bucket',
  marker: 'versioning',
  run: (s3, call) =>
    xmlResponse('VersioningConfiguration', [
      text('Status', s3.buckets.get(call.bucket).versioning ?? undefined),
    ]),
};

export const getBucketNotification: Operation = {
  name: 'GetBucketNotificationConfiguration',
  on: 'GET bucket',
  marker: 'notification',
  run: (s3, call) =>
    xmlResponse('NotificationConfiguration', [
      s3.buckets.get(call.bucket).event_bridge ? element('EventBridgeConfiguration') : '',
    ]),
};

const Creation = z.strictObject({
  CreateBucketConfiguration: z.strictObject({ LocationConstraint: z.string().optional() }),
});

/** A plain bucket, without versions or events; what needs more stands in the template. */
export const createBucket: Operation = {
  name: 'CreateBucket',
  on: 'PUT bucket',
  headers: ['x-amz-acl'],
  async run(s3, call) {
    const acl = call.headers['x-amz-acl'] ?? 'private';
    if (acl !== 'private') throw new ServiceError('NotImplemented', `s3 has no ACL ${acl} here`, 501);
    const xml = await receiveText(call);
    const region =
      xml === '' ? PLACE.region : parseXml(Creation, xml).CreateBucketConfiguration.LocationConstraint;
    if (region !== undefined && region !== PLACE.region) {
      throw new ServiceError(
        'IllegalLocationConstraintException',
        `there is only the region ${PLACE.region} here`,
      );
    }
    if (s3.buckets.find(call.bucket) !== undefined) {
      throw new ServiceError('BucketAlreadyOwnedByYou', `The bucket is yours already: ${call.bucket}`, 409);
    }
    s3.buckets.put({ name: call.bucket, versioned: false, eventBridge: false }, s3.now());
    s3.tree.repair(call.bucket);
    return { status: 200, headers: { location: `/${call.bucket}` }, body: undefined };
  },
};

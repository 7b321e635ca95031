import type { ServiceResponse } from '../../service.ts';
import type { S3Context } from '../context.ts';
import { announce } from '../data/announce.ts';
import type { Call } from '../wire/call.ts';
import { versionHeader } from '../wire/object-headers.ts';
import { receiveText } from '../wire/payload.ts';
import { readTagging } from '../wire/tags.ts';
import { element, text, xmlResponse } from '../wire/xml.ts';
import { findObject } from './find-object.ts';
import type { Operation } from './operation.ts';

const TAGGING = { marker: 'tagging', query: ['versionId'] } as const;

export const getObjectTagging: Operation = {
  name: 'GetObjectTagging',
  on: 'GET object',
  ...TAGGING,
  run(s3, call) {
    const object = findObject(s3, call.bucket, call.key, call.query.get('versionId'));
    const tags = Object.entries(object.facts.tags).map(([name, value]) =>
      element('Tag', text('Key', name), text('Value', value)),
    );
    return xmlResponse('Tagging', [element('TagSet', ...tags)], versionHeader(object.versionId));
  },
};

export const putObjectTagging: Operation = {
  name: 'PutObjectTagging',
  on: 'PUT object',
  ...TAGGING,
  async run(s3, call) {
    const tags = readTagging(await receiveText(call));
    return { ...setTags(s3, call, tags), status: 200 };
  },
};

export const deleteObjectTagging: Operation = {
  name: 'DeleteObjectTagging',
  on: 'DELETE object',
  ...TAGGING,
  run: (s3, call) => ({ ...setTags(s3, call, {}), status: 204 }),
};

function setTags(
  s3: S3Context,
  call: Call,
  tags: Readonly<Record<string, string>>,
): Omit<ServiceResponse, 'status'> {
  const object = s3.store.transaction(() => {
    const found = findObject(s3, call.bucket, call.key, call.query.get('versionId'));
    s3.versions.setFacts(found, { ...found.facts, tags: { ...tags } });
    announce(s3.events, s3.buckets.get(call.bucket), {
      detailType: Object.keys(tags).length === 0 ? 'Object Tags Deleted' : 'Object Tags Added',
      key: found.key,
      versionId: found.versionId,
      seq: s3.versions.nextSeq(),
      etag: found.etag,
      requestId: call.requestId,
      why: {},
    });
    return found;
  });
  return { headers: versionHeader(object.versionId), body: undefined };
}

import type { EventSink } from '../../events/sink.ts';
import { PLACE } from '../../service.ts';
import type { Bucket } from './buckets.ts';

export type CreationReason = 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload';

export type Change = {
  readonly detailType: 'Object Created' | 'Object Deleted' | 'Object Tags Added' | 'Object Tags Deleted';
  readonly key: string;
  readonly versionId: string;
  readonly seq: number;
  readonly size?: number;
  readonly etag?: string;
  readonly requestId: string;
  /** What goes into the detail beside the object. */
  readonly why: Readonly<Record<string, string>>;
};

/**
 * Tells EventBridge of a change, in the transaction that makes it, if the bucket is set to. The detail is what S3
 * sends (Amazon S3 user guide, "EventBridge event message structure"); keys are not URL-encoded there.
 */
export function announce(events: EventSink, bucket: Bucket, change: Change): void {
  if (!bucket.event_bridge) return;
  events.emit({
    source: 'aws.s3',
    detailType: change.detailType,
    resources: [`arn:${PLACE.partition}:s3:::${bucket.name}`],
    detail: {
      version: '0',
      bucket: { name: bucket.name },
      object: {
        key: change.key,
        ...(change.size === undefined ? {} : { size: change.size }),
        ...(change.etag === undefined ? {} : { etag: change.etag }),
        ...(bucket.versioning === null ? {} : { 'version-id': change.versionId }),
        sequencer: change.seq.toString(16).toUpperCase().padStart(18, '0'),
      },
      'request-id': change.requestId,
      requester: PLACE.account,
      'source-ip-address': '127.0.0.1',
      ...change.why,
    },
  });
}

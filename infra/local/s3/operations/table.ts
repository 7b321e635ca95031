import * as bucket from './bucket.ts';
import { completeMultipartUpload } from './complete-multipart-upload.ts';
import { copyObject } from './copy-object.ts';
import { deleteObject, deleteObjects } from './delete-object.ts';
import { getObject, headObject } from './get-object.ts';
import { listMultipartUploads, listParts } from './list-multipart.ts';
import { listObjectVersions } from './list-object-versions.ts';
import { listObjects, listObjectsV2 } from './list-objects.ts';
import { abortMultipartUpload, createMultipartUpload } from './multipart-upload.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './object-tagging.ts';
import type { Operation } from './operation.ts';
import { putObject } from './put-object.ts';
import { uploadPart, uploadPartCopy } from './upload-part.ts';

/** What the embedded S3 speaks. The first that fits is taken, so those with a marker or a header stand before the plain ones. */
export const OPERATIONS: readonly Operation[] = [
  bucket.listBuckets,
  bucket.createBucket,
  bucket.headBucket,
  bucket.getBucketLocation,
  bucket.getBucketVersioning,
  bucket.getBucketNotification,
  listObjectVersions,
  listMultipartUploads,
  listObjectsV2,
  listObjects,
  deleteObjects,
  getObjectTagging,
  putObjectTagging,
  deleteObjectTagging,
  createMultipartUpload,
  uploadPartCopy,
  uploadPart,
  listParts,
  completeMultipartUpload,
  abortMultipartUpload,
  copyObject,
  putObject,
  getObject,
  headObject,
  deleteObject,
];

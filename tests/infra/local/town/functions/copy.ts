import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client();

/** Reads the dropped object and writes it in capitals into the lake. */
export async function handler(event: { bucket: string; key: string }): Promise<{ bytes: number }> {
  const dropped = await s3.send(new GetObjectCommand({ Bucket: event.bucket, Key: event.key }));
  const text = (await dropped.Body?.transformToString()) ?? '';
  if (text === 'poison') throw Object.assign(new Error('cannot copy poison'), { name: 'Poisoned' });
  await s3.send(
    new PutObjectCommand({ Bucket: process.env['LAKE_BUCKET'], Key: event.key, Body: text.toUpperCase() }),
  );
  return { bytes: text.length };
}

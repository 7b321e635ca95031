import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { expect } from './checks.ts';
import type { System } from './system.ts';

const MAGIC = 'PAR1';

/** Every Parquet object of the lake's tables begins and ends as one does. Throws naming the first that does not. */
export async function checkLakeObjects({ s3, output }: System): Promise<string> {
  const Bucket = output('LakeBucket');
  const keys: string[] = [];
  for (const Prefix of ['analysis/', 'restricted/']) {
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key?.endsWith('.parquet') ? [Key] : [])));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }
  const tables = new Set(keys.map((key) => key.split('/').slice(0, 2).join('/')));
  for (const table of tables) {
    const key = keys.find((each) => each.startsWith(`${table}/`)) ?? '';
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    const ends = [bytes.subarray(0, 4), bytes.subarray(-4)].map((part) => part.toString('latin1'));
    expect(
      ends.every((end) => end === MAGIC),
      `${key} is no Parquet file`,
    );
  }
  for (const table of ['records_history', 'labels_history'].map((name) => `restricted/${name}`))
    expect(tables.has(table), `${table} holds nothing`);
  for (const name of ['entities', 'members', 'links', 'relations', 'findings', 'scores'])
    expect(tables.has(`analysis/${name}_history`), `analysis/${name}_history holds nothing`);
  return `${keys.length} objects of ${tables.size} tables`;
}

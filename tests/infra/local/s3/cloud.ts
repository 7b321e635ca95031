import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import type { EmittedEvent } from '#local/events/sink.ts';
import { serve } from '#local/gateway.ts';
import { openS3, type S3Service } from '#local/s3/service.ts';
import { openStore, type Store } from '#local/store.ts';

/** A gateway with S3 alone, over a data directory of its own. */
export type Cloud = {
  readonly url: string;
  readonly dataDir: string;
  readonly store: Store;
  readonly s3: S3Service;
  readonly client: S3Client;
  /** What the bus was handed, in order. */
  readonly events: EmittedEvent[];
  readonly logged: string[];
  /** Files of a bucket's tree: key → content. */
  tree(bucket: string): Record<string, string>;
  /** How many blobs lie on the disk, half-made ones included. */
  blobs(): number;
  close(): Promise<void>;
};

export async function openCloud(
  options: { readonly dataDir?: string; readonly now?: () => Date; readonly failEvents?: () => boolean } = {},
): Promise<Cloud> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 's3-'));
  const store = openStore(dataDir);
  const events: EmittedEvent[] = [];
  const logged: string[] = [];
  const s3 = openS3({
    store,
    events: {
      emit(event) {
        if (options.failEvents?.() === true) throw new Error('the bus is full');
        events.push(event);
      },
    },
    ...(options.now === undefined ? {} : { now: options.now }),
    log: (line) => logged.push(line),
  });
  const gateway = await serve({ services: [s3], port: 0, log: (line) => logged.push(line) });
  const client = openClient(gateway.url);
  return {
    url: gateway.url,
    dataDir,
    store,
    s3,
    client,
    events,
    logged,
    tree: (bucket) => readTree(join(dataDir, 's3', bucket)),
    blobs: () =>
      readdirSync(join(dataDir, 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ).length,
    async close() {
      client.destroy();
      await gateway.close();
      store.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true });
    },
  };
}

const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

function openClient(endpoint: string): S3Client {
  return new S3Client({ endpoint, region: 'eu-west-1', credentials: CREDENTIALS });
}

function readTree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file): [string, string] => [file.slice(folder.length + 1), readFileSync(file, 'utf8')])
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

/** The error code that a call is refused with; fails the test when it is not. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
  throw new Error('the call was not refused');
}

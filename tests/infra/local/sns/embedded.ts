import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SNSClient } from '@aws-sdk/client-sns';
import { serve } from '#local/gateway.ts';
import { openSns, type SnsService } from '#local/sns/service.ts';
import { openStore } from '#local/store.ts';

export type Embedded = {
  readonly url: string;
  readonly dataDir: string;
  readonly service: SnsService;
  readonly client: SNSClient;
  /** Sets the service's clock forward. */
  advance(ms: number): void;
  close(): Promise<void>;
};

/** The embedded SNS behind the gateway, on a data directory of its own. */
export async function openEmbedded(): Promise<Embedded> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sns-'));
  const store = openStore(dataDir);
  const clock = { ms: Date.parse('2026-03-02T09:30:00Z') };
  let url = '';
  const service = openSns({ store, gatewayUrl: () => url, now: () => new Date(clock.ms) });
  const gateway = await serve({ services: [service], port: 0 });
  url = gateway.url;
  const client = new SNSClient({
    endpoint: url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  return {
    url,
    dataDir,
    service,
    client,
    advance(ms) {
      clock.ms += ms;
    },
    async close() {
      client.destroy();
      await gateway.close();
      store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { serve } from '#local/gateway.ts';
import type { FunctionDefinition } from '#local/lambda/definition.ts';
import { type LambdaService, openLambda } from '#local/lambda/service.ts';
import { openStore } from '#local/store.ts';

export type Bench = {
  readonly lambda: LambdaService;
  readonly client: LambdaClient;
  readonly url: string;
  readonly dataDir: string;
  close(options?: { readonly keep: boolean }): Promise<void>;
};

/** Lambda behind a gateway of its own, over a folder that goes away at the end. */
export async function openBench(dataDir = mkdtempSync(join(tmpdir(), 'lambda-'))): Promise<Bench> {
  const store = openStore(dataDir);
  let url = '';
  const lambda = openLambda({ store, endpoint: () => url });
  const gateway = await serve({ services: [lambda], port: 0 });
  url = gateway.url;
  lambda.start();
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new LambdaClient({ endpoint: url, region: 'eu-west-1', credentials, maxAttempts: 1 });
  return {
    lambda,
    client,
    url,
    dataDir,
    async close(options) {
      client.destroy();
      await gateway.close();
      await lambda.close();
      store.close();
      if (options?.keep !== true) rmSync(dataDir, { recursive: true });
    },
  };
}

export function probe(overrides: Partial<FunctionDefinition> = {}): FunctionDefinition {
  return {
    name: 'probe',
    entry: join(import.meta.dirname, 'handlers/probe.ts'),
    handler: 'index.handler',
    environment: { TABLE: 'cases' },
    timeoutSeconds: 5,
    memoryMb: 256,
    ...overrides,
  };
}

export const handlerFile = (name: string): string => join(import.meta.dirname, 'handlers', `${name}.ts`);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { openStore } from '#local/store.ts';
import { openLambda } from '#local/lambda/service.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { type Bench, openBench, probe } from './harness.ts';

let bench: Bench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

const log = (dataDir: string): string => {
  try {
    return readFileSync(join(dataDir, 'logs/probe.log'), 'utf8');
  } catch {
    return '';
  }
};

describe('asynchronous invocations', () => {
  it('are acknowledged first and run once', async () => {
    bench = await openBench();
    const { lambda, client, dataDir } = bench;
    lambda.define(probe());
    const Payload = Buffer.from(JSON.stringify({ do: 'print', text: 'later' }));
    const answer = await client.send(
      new InvokeCommand({ FunctionName: 'probe', InvocationType: 'Event', Payload }),
    );
    expect(answer.StatusCode).toBe(202);
    expect(lambda.idle()).toBe(false);
    await expect.poll(() => lambda.idle()).toBe(true);
    await expect.poll(() => log(dataDir).match(/^later$/gm)?.length).toBe(1);
    expect(lambda.failures()).toEqual([]);
  });

  it('are tried three times, then kept as failures', async () => {
    bench = await openBench();
    const { lambda, dataDir } = bench;
    lambda.define(probe());
    const requestId = lambda.invokeLater('probe', JSON.stringify({ do: 'throw', text: 'never' }));
    await expect.poll(() => lambda.idle(), { timeout: 10_000 }).toBe(true);
    expect(log(dataDir).match(/^START RequestId: /gm)).toHaveLength(3);
    expect(lambda.failures()).toEqual([
      { requestId, functionName: 'probe', cause: expect.stringContaining('never') },
    ]);
  });

  it('outlive the process that acknowledged them', async () => {
    bench = await openBench();
    const { dataDir } = bench;
    await bench.close({ keep: true });
    const store = openStore(dataDir);
    const first = openLambda({ store, endpoint: () => '' });
    first.define(probe());
    // Not started: as if the process were killed between the acknowledgement and the first attempt.
    first.invokeLater('probe', JSON.stringify({ do: 'print', text: 'survivor' }));
    await first.close();
    store.close();
    bench = await openBench(dataDir);
    bench.lambda.define(probe());
    await expect.poll(() => bench?.lambda.idle()).toBe(true);
    await expect.poll(() => log(dataDir)).toContain('survivor');
  });

  it('go with the transaction that queued them', async () => {
    bench = await openBench();
    const { dataDir } = bench;
    await bench.close({ keep: true });
    const store = openStore(dataDir);
    const lambda = openLambda({ store, endpoint: () => '' });
    lambda.define(probe());
    expect(() =>
      store.transaction(() => {
        lambda.invokeLater('probe', '{}');
        throw new Error('rolled back');
      }),
    ).toThrow('rolled back');
    expect(lambda.idle()).toBe(true);
    await lambda.close();
    store.close();
    bench = await openBench(dataDir);
    expect(bench.lambda.idle()).toBe(true);
  });
});

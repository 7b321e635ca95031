import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Bench, handlerFile, openBench, probe } from './harness.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function run(
  order: Record<string, unknown>,
  name = 'probe',
): Promise<{ failed: boolean; result: unknown; output: string }> {
  const { payload, functionError, output } = await bench.lambda.invoke(name, JSON.stringify(order));
  return { failed: functionError !== undefined, result: JSON.parse(payload), output };
}

describe('a function on the embedded Lambda', () => {
  beforeAll(() => bench.lambda.define(probe()));

  it('gets JSON, gives JSON, and is kept between events', async () => {
    const first = await run({ do: 'echo', text: 'Zoë' });
    const second = await run({ do: 'echo', text: 'Zoë' });
    expect(first.result).toEqual({ order: { do: 'echo', text: 'Zoë' }, events: 1 });
    expect(second.result).toMatchObject({ events: 2 });
  });

  it('is found by name, partial and full ARN', async () => {
    const arn = 'arn:aws:lambda:eu-west-1:000000000000:function:probe';
    for (const name of [arn, `${arn}:$LATEST`, '000000000000:function:probe', 'probe:$LATEST']) {
      expect((await run({ do: 'nothing' }, name)).result).toBeNull();
    }
    await expect(run({}, 'absent')).rejects.toThrow(
      'Function not found: arn:aws:lambda:eu-west-1:000000000000:function:absent',
    );
    await expect(run({}, 'probe:live')).rejects.toThrow('versions and aliases do not exist here');
  });

  it('sees its own environment whole, and nothing of the gateway’s', async () => {
    const { result } = await run({ do: 'environment' });
    expect(result).toMatchObject({
      TABLE: 'cases',
      AWS_ENDPOINT_URL: bench.url,
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'probe',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    });
    expect(result).not.toHaveProperty('HOME');
  });

  it('gets a context', async () => {
    const { result } = await run({ do: 'context' });
    const remainingMs = z.object({ remainingMs: z.number() }).parse(result).remainingMs;
    expect(remainingMs).toBeGreaterThan(3000);
    expect(remainingMs).toBeLessThanOrEqual(5000);
    expect(result).toMatchObject({
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      functionName: 'probe',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:probe',
      memoryLimitInMB: '256',
    });
  });

  it('fails with the name, message and trace of what it throws, and lives on', async () => {
    const { failed, result } = await run({ do: 'throw', text: 'no source "brq"' });
    expect(failed).toBe(true);
    expect(result).toEqual({
      errorType: 'SourceUnknown',
      errorMessage: 'no source "brq"',
      trace: expect.arrayContaining([expect.stringContaining('probe.ts')]),
    });
    const text = await run({ do: 'throw text', text: 'bare' });
    expect(text.result).toEqual({ errorType: 'string', errorMessage: 'bare', trace: [] });
    expect((await run({ do: 'echo' })).result).toMatchObject({ events: expect.any(Number) });
  });

  it('prints to its log file and into the output', async () => {
    const { output } = await run({ do: 'print', text: 'three rows' });
    expect(output).toMatch(/^START RequestId: [^\n]+\nthree rows\nREPORT RequestId: /);
    const log = join(bench.dataDir, 'logs/probe.log');
    await expect.poll(() => readFileSync(log, 'utf8')).toContain(output);
  });

  it.each([
    [
      'exits',
      { do: 'exit' },
      { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: exit status 3' },
    ],
    ['lets an error escape', { do: 'uncaught' }, { errorType: 'TypeError', errorMessage: 'from a timer' }],
    [
      'answers with more than 6 MB',
      { do: 'large', bytes: 6_400_000 },
      { errorType: 'Function.ResponseSizeTooLarge' },
    ],
  ])('that %s fails the event and serves the next', async (_, order, expected) => {
    expect(await run(order)).toMatchObject({ failed: true, result: expected });
    expect(await run({ do: 'nothing' })).toMatchObject({ failed: false, result: null });
  });

  it('runs four events at once and lets the rest wait', async () => {
    bench.lambda.define(probe({ name: 'wide' }));
    const all = await Promise.all(Array.from({ length: 6 }, () => run({ do: 'sleep', ms: 150 }, 'wide')));
    const turns = all.map(({ result }) => z.object({ events: z.number() }).parse(result).events);
    // Four workers began; which of them took the two that waited hangs on who was free first.
    expect(turns.filter((turn) => turn === 1)).toHaveLength(4);
  });

  it('takes a new definition at the next event', async () => {
    bench.lambda.define(probe({ name: 'changing', environment: { N: '1' } }));
    expect((await run({ do: 'environment' }, 'changing')).result).toMatchObject({ N: '1' });
    bench.lambda.define(probe({ name: 'changing', environment: { N: '2' } }));
    expect((await run({ do: 'environment' }, 'changing')).result).toMatchObject({ N: '2' });
  });
});

describe('limits', () => {
  it.each(['sleep', 'spin'])('ends %s at the timeout and serves the next event', async (kind) => {
    bench.lambda.define(probe({ name: `slow-${kind}`, timeoutSeconds: 1 }));
    const { failed, result } = await run({ do: kind, ms: 10_000 }, `slow-${kind}`);
    expect(failed).toBe(true);
    expect(result).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(
        /^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/,
      ),
    });
    expect((await run({ do: 'echo' }, `slow-${kind}`)).result).toMatchObject({ events: 1 });
  });

  it('ends a function that takes more memory than it has', async () => {
    bench.lambda.define(probe({ name: 'hoarder', memoryMb: 128, timeoutSeconds: 30 }));
    expect(await run({ do: 'hoard' }, 'hoarder')).toMatchObject({
      failed: true,
      result: { errorType: 'Runtime.OutOfMemory' },
    });
  });

  it('throttles a function whose reserved concurrency is 0', async () => {
    bench.lambda.define(probe({ name: 'closed', reservedConcurrency: 0 }));
    await expect(run({ do: 'echo' }, 'closed')).rejects.toMatchObject({ code: 'TooManyRequestsException' });
  });

  it('takes one event at a time where one is reserved', async () => {
    bench.lambda.define(probe({ name: 'single', reservedConcurrency: 1 }));
    const all = await Promise.all(Array.from({ length: 3 }, () => run({ do: 'echo' }, 'single')));
    expect(all.map(({ result }) => result)).toMatchObject([{ events: 1 }, { events: 2 }, { events: 3 }]);
  });
});

describe('a function that cannot be loaded', () => {
  it.each([
    ['throws', 'broken', 'handler', 'RangeError'],
    ['has no such export', 'probe', 'absent', 'Runtime.HandlerNotFound'],
    ['takes a callback', 'callback', 'handler', 'Runtime.CallbackHandlerDeprecated'],
  ])('because it %s says so at each event', async (_, file, exported, errorType) => {
    bench.lambda.define(
      probe({ name: `un-${file}`, entry: handlerFile(file), handler: `index.${exported}` }),
    );
    for (let turn = 0; turn < 2; turn++) {
      expect(await run({}, `un-${file}`)).toMatchObject({ failed: true, result: { errorType } });
    }
  });

  it('is refused when its file is not there or its environment sets reserved keys', () => {
    expect(() => bench.lambda.define(probe({ entry: handlerFile('absent') }))).toThrow('ENOENT');
    expect(() => bench.lambda.define(probe({ environment: { AWS_REGION: 'x', A: 'y' } }))).toThrow(
      'reserved keys: AWS_REGION',
    );
  });
});

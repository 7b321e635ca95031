import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListFunctionsCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench, probe } from './harness.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  bench.lambda.define(probe());
});
afterAll(() => bench.close());

const order = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

describe('Lambda on the wire', () => {
  it('invokes and returns the result with the log’s tail', async () => {
    const answer = await bench.client.send(
      new InvokeCommand({
        FunctionName: 'probe',
        Payload: order({ do: 'print', text: 'hello' }),
        LogType: 'Tail',
      }),
    );
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(answer.FunctionError).toBeUndefined();
    expect(answer.Payload?.transformToString()).toBe('null');
    expect(Buffer.from(answer.LogResult ?? '', 'base64').toString()).toContain('\nhello\n');
  });

  it('tells that the function threw', async () => {
    const answer = await bench.client.send(
      new InvokeCommand({ FunctionName: 'probe', Payload: order({ do: 'throw', text: 'bad' }) }),
    );
    expect(answer.FunctionError).toBe('Unhandled');
    expect(JSON.parse(answer.Payload?.transformToString() ?? '')).toMatchObject({
      errorType: 'SourceUnknown',
      errorMessage: 'bad',
    });
  });

  it('checks without running on DryRun', async () => {
    const answer = await bench.client.send(
      new InvokeCommand({ FunctionName: 'probe', InvocationType: 'DryRun' }),
    );
    expect(answer.StatusCode).toBe(204);
  });

  it('lists and describes functions', async () => {
    const list = await bench.client.send(new ListFunctionsCommand({}));
    expect(list.Functions).toMatchObject([
      { FunctionName: 'probe', Timeout: 5, MemorySize: 256, Runtime: 'nodejs24.x' },
    ]);
    const one = await bench.client.send(new GetFunctionCommand({ FunctionName: 'probe' }));
    const configuration = await bench.client.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'probe' }),
    );
    expect(one.Configuration?.FunctionArn).toBe('arn:aws:lambda:eu-west-1:000000000000:function:probe');
    expect(configuration.Environment?.Variables).toEqual({ TABLE: 'cases' });
  });

  it.each([
    [
      'a function that is not there',
      new InvokeCommand({ FunctionName: 'absent' }),
      'ResourceNotFoundException',
    ],
    [
      'a payload that is not JSON',
      new InvokeCommand({ FunctionName: 'probe', Payload: Buffer.from('{') }),
      'InvalidRequestContentException',
    ],
    [
      'a payload over 6 MB',
      new InvokeCommand({ FunctionName: 'probe', Payload: Buffer.alloc(6_300_000, ' ') }),
      'RequestTooLargeException',
    ],
    [
      'an asynchronous payload over 256 KB',
      new InvokeCommand({
        FunctionName: 'probe',
        InvocationType: 'Event',
        Payload: Buffer.alloc(263_000, ' '),
      }),
      'RequestTooLargeException',
    ],
    [
      'a qualifier',
      new InvokeCommand({ FunctionName: 'probe', Qualifier: 'live' }),
      'InvalidParameterValueException',
    ],
  ])('refuses %s', async (_, command, name) => {
    await expect(bench.client.send(command)).rejects.toMatchObject({ name });
  });

  it('refuses what it does not speak by name', async () => {
    const update = new UpdateFunctionConfigurationCommand({ FunctionName: 'probe', Timeout: 9 });
    await expect(bench.client.send(update)).rejects.toThrow(
      'lambda does not speak PUT /2015-03-31/functions/probe/configuration here',
    );
  });

  it('serves the aws command line', async () => {
    const out = join(bench.dataDir, 'out.json');
    const env = {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_DEFAULT_REGION: 'eu-west-1',
    };
    const aws = (...words: string[]) =>
      promisify(execFile)('aws', ['--endpoint-url', bench.url, 'lambda', ...words], { env }).then(
        ({ stdout }) => stdout,
      );
    const payload = JSON.stringify({ do: 'echo', text: 'cli' });
    expect(await aws('invoke', '--function-name', 'probe', '--payload', payload, out)).toContain(
      '"StatusCode": 200',
    );
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ order: { text: 'cli' } });
    expect(await aws('list-functions', '--query', 'Functions[].FunctionName', '--output', 'text')).toBe(
      'probe\n',
    );
  });
});

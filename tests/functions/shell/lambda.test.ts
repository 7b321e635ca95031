import { inspect } from 'node:util';
import { ConditionalCheckFailedException, ThrottlingException } from '@aws-sdk/client-dynamodb';
import { InternalServerException } from '@aws-sdk/client-athena';
import { InternalServiceException } from '@aws-sdk/client-glue';
import { S3ServiceException } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { FAILURE_NAMES, Failure } from '#schemas/failures.ts';
import { RecordId } from '#schemas/ids.ts';
import { lambda } from '#shell/lambda.ts';

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const logged = (): Record<string, unknown>[] =>
  lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
const CONTEXT = { awsRequestId: 'request-1', functionName: 'watchDoor' };
const run = async (handler: (...words: never[]) => unknown, event: unknown): Promise<unknown> =>
  Reflect.apply(handler, undefined, [event, CONTEXT]);
/** A function whose core does this. */
const failing = (error: unknown) =>
  lambda({ input: z.unknown(), ports: () => ({}), run: async () => Promise.reject(error) });
const failureOf = async (error: unknown): Promise<unknown> =>
  run(failing(error), {}).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

describe('a call', () => {
  it('parses its input, runs on its ports, and is logged by start and end', async () => {
    const handler = lambda({
      input: z.strictObject({ n: z.int() }),
      ports: async () => ({ factor: 3 }),
      run: async ({ n }, { factor }) => ({ product: n * factor }),
    });
    expect(await run(handler, { n: 2 })).toEqual({ product: 6 });
    expect(logged()).toEqual([
      { at: expect.any(String), event: 'started', handler: 'watchDoor', requestId: 'request-1' },
      {
        at: expect.any(String),
        event: 'finished',
        handler: 'watchDoor',
        requestId: 'request-1',
        elapsedMs: expect.any(Number),
      },
    ]);
  });

  it('tells what is counted of its answer, and nothing of what is not there', async () => {
    const handler = lambda({
      input: z.unknown(),
      ports: () => ({}),
      run: async () => ({ read: 12, name: 'Jansen' }),
      measures: ({ read }) => ({ rows: read, pairs: undefined }),
    });
    await run(handler, {});
    expect(logged().filter(({ event }) => event === 'measured')).toEqual([
      { at: expect.any(String), event: 'measured', what: 'rows', count: 12 },
    ]);
    expect(lines.join('')).not.toContain('Jansen');
  });

  it('opens its ports once for all calls', async () => {
    const ports = vi.fn(() => ({}));
    const handler = lambda({ input: z.unknown(), ports, run: async () => 'done' });
    await Promise.all([run(handler, {}), run(handler, {})]);
    await run(handler, {});
    expect(ports).toHaveBeenCalledTimes(1);
  });

  it('opens its ports anew after they failed to open', async () => {
    const ports = vi.fn().mockRejectedValueOnce(new Error('no secret yet')).mockResolvedValue({});
    const handler = lambda({ input: z.unknown(), ports, run: async () => 'done' });
    await expect(run(handler, {})).rejects.toThrow('see the log of request');
    expect(await run(handler, {})).toBe('done');
    expect(ports).toHaveBeenCalledTimes(2);
  });
});

describe('an input that does not fit', () => {
  const Input = z.discriminatedUnion('operation', [
    z.strictObject({
      operation: z.literal('propose'),
      record: RecordId,
      sort: z.enum(['fact', 'judgement']),
      note: z.string().min(10, 'say it in a sentence').max(40),
      mail: z.email(),
      count: z.int().max(5),
      list: z.array(z.string()).min(1),
    }),
    z.strictObject({ operation: z.literal('show') }),
  ]);
  const reached = vi.fn();
  const handler = lambda({ input: Input, ports: reached, run: async () => 'done' });
  const message = async (event: unknown): Promise<string> => {
    const thrown = await run(handler, event).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(thrown instanceof Failure)) throw new Error('not a failure');
    expect(thrown.name).toBe('InvalidRequest');
    return thrown.message;
  };
  const VALID = {
    operation: 'propose',
    record: `rec-${'a'.repeat(26)}`,
    sort: 'fact',
    note: 'long enough to say',
    mail: 'a@b.nl',
    count: 1,
    list: ['x'],
  };

  it('ends as InvalidRequest before anything is touched', async () => {
    await message({});
    expect(reached).not.toHaveBeenCalled();
    expect(await run(handler, VALID)).toBe('done');
  });

  it.each<[string, unknown, RegExp]>([
    ['a missing member', { ...VALID, note: undefined }, /^note: expected string$/],
    ['a wrong type', { ...VALID, count: 'five' }, /^count: expected (int|number)$/],
    ['a value out of a list', { ...VALID, sort: 'rumour' }, /^sort: .*fact.*judgement/],
    ['a text too short, in the schema’s own words', { ...VALID, note: 'no' }, /^note: say it in a sentence$/],
    ['an unknown member', { ...VALID, approve: true }, /^input: unknown member approve$/],
    ['a place in a list', { ...VALID, list: [1] }, /^list\.0: expected string$/],
    ['several things at once', { ...VALID, note: 'no', count: 9 }, /^note: .*; count: /],
    ['an operation that is not there', { operation: 'approve' }, /^operation: /],
    ['no object', 'propose', /^input: expected object$/],
  ])('says where and what was expected: %s', async (_what, event, expected) => {
    expect(await message(event)).toMatch(expected);
  });

  it('never repeats a received value (R50)', async () => {
    const value = fc
      .string({ minLength: 6, unit: fc.constantFrom('Q', 'z', '7', '@', ' ') })
      .map((text) => `Jansen${text}`);
    const members = fc.constantFrom('record', 'sort', 'note', 'mail', 'count', 'list', 'operation');
    await fc.assert(
      fc.asyncProperty(members, value, fc.boolean(), async (member, canary, nested) => {
        fc.pre(member !== 'note' || nested || canary.length > 40);
        lines = [];
        expect(await message({ ...VALID, [member]: nested ? { [member]: canary } : canary })).not.toContain(
          'Jansen',
        );
        expect(lines.join('')).not.toContain('Jansen');
      }),
    );
  });
});

describe('a failure', () => {
  it.each(FAILURE_NAMES)('%s keeps its name and its message', async (name) => {
    const failure = new Failure(name, 'what to do about it');
    expect(await failureOf(failure)).toMatchObject({ name, message: 'what to do about it' });
    expect(logged().at(-1)).toMatchObject({ event: 'failed', failure: name, message: 'what to do about it' });
  });

  const meta = { $metadata: {}, message: 'of the service' };
  const socket = (code: string) => Object.assign(new Error('of the socket'), { code });

  it.each<[string, Error]>([
    ['DynamoDB throttles', new ThrottlingException(meta)],
    ['Athena has a fault', new InternalServerException(meta)],
    ['Glue has a fault', new InternalServiceException({ ...meta })],
    ['S3 wants fewer requests', new S3ServiceException({ name: 'SlowDown', $fault: 'server', ...meta })],
    [
      'S3 answers 503 without a name',
      new S3ServiceException({ name: 'UnknownError', $fault: 'server', $metadata: { httpStatusCode: 503 } }),
    ],
    ['the connection was reset', socket('ECONNRESET')],
    ['nobody listened', socket('ECONNREFUSED')],
    ['a name was not resolved', socket('EAI_AGAIN')],
    ['the request timed out', Object.assign(new Error('late'), { name: 'TimeoutError' })],
  ])('gets the one name that workflows retry when %s, and is logged', async (_what, error) => {
    expect(await failureOf(error)).toMatchObject({ name: 'ServiceUnavailable' });
    expect(logged().at(-1)).toMatchObject({ event: 'failed', failure: 'ServiceUnavailable' });
  });

  it.each<[string, Error]>([
    ['a condition that failed', new ConditionalCheckFailedException(meta)],
    [
      'no access',
      new S3ServiceException({ name: 'AccessDenied', $fault: 'client', $metadata: { httpStatusCode: 403 } }),
    ],
    ['a mistake of ours', new TypeError('undefined is not a function')],
  ])('is told as Unexpected, and logged by its own name, when it does not pass: %s', async (_what, error) => {
    expect(await failureOf(error)).toMatchObject({
      name: 'Unexpected',
      message: `${error.name}: see the log of request request-1`,
    });
    expect(logged().at(-1)).toMatchObject({ event: 'failed', failure: error.name });
  });

  it('of somebody else’s making never has its message logged or thrown, which may hold a value (R50)', async () => {
    const thrown: unknown[] = [];
    for (const error of [
      new TypeError('Jansen is not iterable'),
      new ThrottlingException({ $metadata: {}, message: 'Jansen' }),
      Object.assign(new Error('Jansen'), { code: 'ECONNRESET' }),
      new Failure('PatternFailed', 'a query failed', { cause: new Error('Jansen') }),
    ])
      thrown.push(await failureOf(error));
    expect(lines).toHaveLength(8);
    expect(lines.join('')).not.toContain('Jansen');
    expect(inspect(thrown, { depth: 9 })).not.toContain('Jansen');
    expect(logged().at(-1)).toMatchObject({
      frames: expect.arrayContaining([expect.stringMatching(/^at /)]),
    });
  });

  it('is passed on also when it is no error at all', async () => {
    expect(await failureOf('a word')).toMatchObject({ name: 'Unexpected' });
    expect(logged().at(-1)).toMatchObject({ event: 'failed' });
  });
});

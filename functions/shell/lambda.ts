import middy, { type MiddlewareObj } from '@middy/core';
import * as z from 'zod';
import { Failure } from '#schemas/failures.ts';
import { log, MEASURES, type Measure } from './log.ts';

type Measures = Readonly<Partial<Record<Measure, number>>>;

export type LambdaOptions<Input, Ports, Output> = {
  /** Parses the event; what does not fit ends as InvalidRequest, before anything is touched. */
  readonly input: z.ZodType<Input>;
  /** Opened on the first call of a container, then kept. */
  readonly ports: () => Ports | Promise<Ports>;
  readonly run: (input: Input, ports: Ports) => Promise<Output>;
  /** What of an answer is counted. */
  readonly measures?: (output: Output) => Measures;
};

/** Binds a core to Lambda's runtime: input parsed once, failures named for the workflow, start and end logged. */
export function lambda<Input, Ports, Output>(options: LambdaOptions<Input, Ports, Output>) {
  let opened: Promise<Ports> | undefined;
  const ports = async (): Promise<Ports> => {
    opened ??= Promise.resolve(options.ports());
    try {
      return await opened;
    } catch (error) {
      opened = undefined;
      throw error;
    }
  };
  return middy<unknown, Output>()
    .use(logging())
    .use(namedFailures())
    .handler(async (event: unknown) => {
      const output = await options.run(parseInput(options.input, event), await ports());
      measure(options.measures?.(output) ?? {});
      return output;
    });
}

function measure(measured: Measures): void {
  for (const what of MEASURES) {
    const count = measured[what];
    if (count !== undefined) log({ event: 'measured', what, count });
  }
}

function parseInput<Input>(schema: z.ZodType<Input>, event: unknown): Input {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;
  // zod's issues name paths and expectations; received values stay out of messages (R50).
  const issues = parsed.error.issues.map(
    (issue) =>
      `${issue.path.join('.') || 'input'}: ${issue.code === 'custom' ? issue.message : describe(issue)}`,
  );
  throw new Failure('InvalidRequest', issues.join('; '));
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `unknown member ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_type') return `expected ${issue.expected}`;
  return issue.message;
}

const PASSING =
  /Throttl|TooManyRequests|ProvisionedThroughput|RequestLimit|SlowDown|ServiceUnavailable|InternalServ|InternalError|Timeout|ECONNRESET|ECONNREFUSED|ETIMEDOUT|EPIPE|EAI_AGAIN|TransactionInProgress|TransactionConflict/;
/** What an error of the AWS SDK or of Node's sockets may carry beside its name. */
const Fault = z.object({
  name: z.string().catch(''),
  code: z.string().catch(''),
  $metadata: z.object({ httpStatusCode: z.number() }).catch({ httpStatusCode: 0 }),
});

/** The AWS SDK's passing faults get the one name that workflows retry; everything else keeps its own. */
function namedFailures(): MiddlewareObj<unknown, unknown> {
  return {
    onError: (request) => {
      const error = request.error;
      if (!(error instanceof Error) || error instanceof Failure) return;
      const { name, code, $metadata } = Fault.parse(error);
      if (!PASSING.test(name) && !PASSING.test(code) && $metadata.httpStatusCode < 500) return;
      // Set, not thrown: a throw here would end the chain before the failure is logged.
      request.error = new Failure(
        'ServiceUnavailable',
        `${name}: a service did not take the call; try again`,
        { cause: error },
      );
    },
  };
}

function logging(): MiddlewareObj<unknown, unknown> {
  const startedAt = new Map<string, number>();
  return {
    before: (request) => {
      startedAt.set(request.context.awsRequestId, performance.now());
      log({
        event: 'started',
        handler: request.context.functionName,
        requestId: request.context.awsRequestId,
      });
    },
    after: (request) => {
      const id = request.context.awsRequestId;
      const elapsedMs = Math.round(performance.now() - (startedAt.get(id) ?? performance.now()));
      startedAt.delete(id);
      log({ event: 'finished', handler: request.context.functionName, requestId: id, elapsedMs });
    },
    onError: (request) => {
      const id = request.context.awsRequestId;
      startedAt.delete(id);
      const error = request.error;
      const own = error instanceof Failure;
      // Messages of our own failures hold no personal data; a foreign error's message may, so of it only the name and
      // the frames are logged.
      log({
        event: 'failed',
        handler: request.context.functionName,
        requestId: id,
        failure: error?.name ?? 'Error',
        message: own ? error.message : '',
        frames: framesOf(own && error.cause instanceof Error ? error.cause : error),
      });
      // The runtime prints what is thrown, causes too, and Step Functions keeps it: neither may see a foreign message (R50).
      request.error = own
        ? new Failure(error.name, error.message)
        : new Failure('Unexpected', `${error?.name ?? 'Error'}: see the log of request ${id}`);
    },
  };
}

const FRAMES = 8;

/** Where an error came from: the stack's lines that name places, without its message. */
function framesOf(error: Error | null | undefined): string[] {
  return (error?.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES)
    .map((line) => line.trim());
}

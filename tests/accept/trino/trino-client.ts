import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

/** Why it failed, cause behind cause. */
const Failure = z.object({
  message: z.string().optional(),
  get cause() {
    return Failure.optional();
  },
});

/** An answer of the statement protocol (https://trino.io/docs/435/develop/client-protocol.html). */
const Answer = z.object({
  id: z.string(),
  nextUri: z.string().optional(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).optional(),
  data: z.array(z.array(z.unknown())).optional(),
  error: z.object({ message: z.string(), errorName: z.string(), failureInfo: Failure.optional() }).optional(),
  stats: z.object({
    physicalInputBytes: z.number().default(0),
    processedRows: z.number().default(0),
    totalSplits: z.number().default(0),
  }),
});
type Answer = z.infer<typeof Answer>;

export type TrinoRows = {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly stats: Answer['stats'];
};

/** Runs one statement to its end. Throws with Trino's own message and the statement. */
export async function askTrino(url: string, sql: string, schema: string): Promise<TrinoRows> {
  let answer = await ask(`${url}/v1/statement`, {
    method: 'POST',
    body: sql,
    headers: { 'X-Trino-User': 'accept', 'X-Trino-Catalog': 'awsdatacatalog', 'X-Trino-Schema': schema },
  });
  const rows: (readonly unknown[])[] = [];
  let columns: TrinoRows['columns'] = [];
  for (;;) {
    if (answer.error)
      throw new Error(`${answer.error.errorName}: ${causes(answer.error.failureInfo)}\n${sql}`);
    columns = answer.columns ?? columns;
    rows.push(...(answer.data ?? []));
    if (answer.nextUri === undefined) return { columns, rows, stats: answer.stats };
    answer = await ask(answer.nextUri, {});
  }
}

async function ask(url: string, request: RequestInit): Promise<Answer> {
  for (;;) {
    const response = await fetch(url, request);
    // Busy: the protocol asks to try again after a moment.
    if (response.status === 502 || response.status === 503 || response.status === 504) {
      await sleep(100);
      continue;
    }
    if (!response.ok) throw new Error(`Trino answered ${response.status}: ${await response.text()}`);
    return Answer.parse(await response.json());
  }
}

const causes = (failure: z.infer<typeof Failure> | undefined): string =>
  failure === undefined ? '' : [failure.message ?? '', causes(failure.cause)].filter(Boolean).join('; ');

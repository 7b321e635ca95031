/** A process with one handler, as one container of Lambda: takes an event, answers with what the handler gives. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { FromContainer } from './messages.ts';

const [entry = ''] = process.argv.slice(2);
const { handler } = z
  .object({ handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>() })
  .parse(await import(entry));

const answer = (message: FromContainer): void => void process.send?.(message);
process.on('message', (event) => {
  handler(event, { awsRequestId: 'bench', getRemainingTimeInMillis: () => 900_000 }).then(
    (output) => answer({ output, peakBytes: peakBytes() }),
    (error: unknown) => answer({ error: String(error), peakBytes: peakBytes() }),
  );
});

/** The most that the process ever held (proc(5): VmHWM), its code and buffers included. */
function peakBytes(): number {
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kib) * 1024;
}

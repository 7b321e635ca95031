import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { FUNCTIONS } from '#infra/functions.ts';
import type { Usage } from '#infra/cost/usage.ts';

const Line = z.object({ event: z.string(), handler: z.string(), elapsedMs: z.number().optional() });

/** Calls and seconds of each function, from what the handlers logged of their own ends. */
export function functionTimes(dataDir: string): Usage['functions'] {
  const folder = join(dataDir, 'logs');
  const found: Record<string, { calls: number; seconds: number; memoryMb: number }> = {};
  for (const file of readdirSync(folder)) {
    const spec = FUNCTIONS.find(({ id }) => file.startsWith(`VerbandStateless-${id}Function`));
    if (!spec) continue;
    const total = (found[spec.id] ??= { calls: 0, seconds: 0, memoryMb: spec.memoryMb });
    for (const text of readFileSync(join(folder, file), 'utf8').split('\n')) {
      if (!text.includes('"event":"finished"')) continue;
      const { elapsedMs = 0 } = Line.parse(JSON.parse(text.slice(text.indexOf('{'))));
      total.calls += 1;
      total.seconds += elapsedMs / 1000;
    }
  }
  return found;
}

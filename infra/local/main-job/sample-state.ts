import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { SampleOptions } from '../sample/municipality.ts';

const SampleState = z.strictObject({ residents: z.int(), seed: z.int(), today: z.iso.date() });

/**
 * Which town a data directory holds. It is written down once, so that a later start on another day goes on with the same
 * town. Throws when another town is asked for than the one that is there.
 */
export function sampleOf(dataDir: string, asked: SampleOptions): SampleOptions {
  const file = join(dataDir, 'sample.json');
  if (!existsSync(file)) {
    writeFileSync(file, `${JSON.stringify(asked)}\n`);
    return asked;
  }
  const held = SampleState.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (held.residents !== asked.residents || held.seed !== asked.seed) {
    throw new RangeError(
      `${dataDir} holds a town of ${held.residents} residents (seed ${held.seed}); ask for the same, add --fresh, or name another --data-dir`,
    );
  }
  return held;
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { SampleOptions } from '../sample/municipality.ts';

const SampleState = z.strictObject({ residents: z.int(), seed: z.int(), today: z.iso.date() });

const DEFAULT = { residents: 2000, seed: 1 } as const;

/**
 * Which town a data directory holds: what is asked for, or what is there already. It is written down once, so that a
 * later start on another day goes on with the same town. Throws when another town is asked for than the one there.
 */
export function sampleOf(
  dataDir: string,
  asked: {
    readonly residents: number | undefined;
    readonly seed: number | undefined;
    readonly today: string;
  },
): SampleOptions {
  const file = join(dataDir, 'sample.json');
  if (!existsSync(file)) {
    const made: SampleOptions = {
      residents: asked.residents ?? DEFAULT.residents,
      seed: asked.seed ?? DEFAULT.seed,
      today: asked.today,
    };
    writeFileSync(file, `${JSON.stringify(made)}\n`);
    return made;
  }
  const held = SampleState.parse(JSON.parse(readFileSync(file, 'utf8')));
  if ((asked.residents ?? held.residents) !== held.residents || (asked.seed ?? held.seed) !== held.seed) {
    throw new RangeError(
      `${dataDir} holds a town of ${held.residents} residents (seed ${held.seed}); ask for the same, add --fresh, or name another --data-dir`,
    );
  }
  return held;
}

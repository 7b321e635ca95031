import { appendFileSync, closeSync, openSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { persons } from './link/persons.ts';

/** Writes a file of made-up persons: `node tests/bench/link-persons.ts --rows 1000000 --seed 1 --out FILE`. */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const { rows, seed, out } = z
  .object({ rows: z.coerce.number().int().min(1), seed: z.coerce.number().int(), out: z.string() })
  .parse(values);
const file = openSync(out, 'w');
try {
  for (const chunk of persons({ rows, seed })) appendFileSync(file, chunk);
} finally {
  closeSync(file);
}

import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Theme } from '#schemas/finding.ts';

/** What was planted in a town: an address (BAG number) or a company, of a theme, a case or an honest look-alike. */
const Plant = z
  .object({
    kind: z.string().min(1),
    theme: Theme,
    fraud: z.boolean(),
    numberId: z.string().optional(),
    kvkNumber: z.string().optional(),
    network: z.string().optional(),
  })
  .refine((plant) => (plant.numberId === undefined) !== (plant.kvkNumber === undefined), {
    message: 'a plant names an address (numberId) or a company (kvkNumber)',
  });

/** `.verband/truth.json`, and what `--truth` takes: the plants, and which addresses and companies are one network. */
export const Truth = z.object({
  plants: z.array(Plant),
  networks: z.array(
    z.object({ id: z.string(), addresses: z.array(z.string()), companies: z.array(z.string()) }),
  ),
});
export type Truth = z.infer<typeof Truth>;

/** Throws ZodError, with the place, on a file that is no truth. */
export const readTruth = (file: string): Truth => Truth.parse(JSON.parse(readFileSync(file, 'utf8')));

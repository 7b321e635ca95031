import * as z from 'zod';

/** A directory to go on in, and the steps after which to tell the state. */
export const Task = z.object({
  name: z.string(),
  dataDir: z.string(),
  rests: z.array(z.int().min(0)).min(1),
});
export type Task = z.infer<typeof Task>;

/** A `WholeState` for each rest, and what failed on the way. */
export const Finished = z.object({
  states: z.array(z.record(z.string(), z.array(z.string()).readonly()).readonly()),
  failures: z.array(z.string()),
});
export type Finished = z.infer<typeof Finished>;

/** Is told of each kill, the states that were to be reached, and what came of it. */
export type Tell = (
  killed: { readonly name: string; readonly dataDir: string },
  wanted: Finished['states'],
  finished: Finished,
) => void;

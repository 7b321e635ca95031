import * as z from 'zod';

/** Who acts: a named person in a team. */
export const Actor = z.strictObject({
  id: z.string().min(1),
  team: z.string().min(1),
  role: z.enum(['steward', 'analyst', 'case_worker', 'team_lead', 'subscriber', 'privacy_officer']),
});
export type Actor = z.infer<typeof Actor>;

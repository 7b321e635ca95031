import { required } from '#local/main-job/clients.ts';
import type { Town } from './open-town.ts';

const LEAD = { id: 'h.vos', team: 'toezicht', role: 'team_lead' } as const;
const ASKED = {
  actor: LEAD,
  purpose: 'a test in which nobody is judged',
  legal_basis: 'Gemeentewet art. 172',
};

const ask = async ({ clients, cloud }: Town, operation: string, more: Record<string, unknown> = {}) =>
  clients.invoke(required(cloud.outputs, 'CasesDoorFunction'), { operation, ...ASKED, ...more });

/**
 * By the stop button (R22), as a team lead would: for tests of what comes before judging, as fifty patterns after every
 * drop take longer than all the rest.
 */
export async function stopJudging(town: Town): Promise<void> {
  await ask(town, 'stop', { reason: 'What is tested here comes before it.', scopes: ['scoring'] });
}

/** Lifts the stop and judges what stands; waits until it is done. */
export async function judgeNow(town: Town): Promise<void> {
  await ask(town, 'lift', { reason: 'All files are there now.', scopes: ['scoring'] });
  await ask(town, 'resume');
  await town.cloud.idle();
}

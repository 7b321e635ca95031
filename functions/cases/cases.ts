import * as z from 'zod';
import type { CaseStore, Lake, Registry, StopButton } from '#ports';
import type { Candidate, CaseEvent } from '#schemas/case.ts';
import { Failure } from '#schemas/failures.ts';
import { Score } from '#schemas/score.ts';
import { stopOn } from '#schemas/stop.ts';
import { planCandidates } from './candidates.ts';
import { caseEvent } from './case-event.ts';
import { logCaseEvents, type LogPorts } from './event-log.ts';
import { inTurn } from './in-turn.ts';
import { scorableAddresses } from './scorable-addresses.ts';

export const CasesInput = z.strictObject({ version: z.int().min(1) });
export type CasesInput = z.infer<typeof CasesInput>;

export type CasesOutput = {
  readonly outcome: 'suggested' | 'stale' | 'stopped';
  readonly version: number;
  readonly suggested: number;
  readonly renewed: number;
  readonly ended: number;
};

export type CasesPorts = LogPorts & {
  readonly lake: Pick<Lake, 'state' | 'write'>;
  readonly registry: Pick<Registry, 'pointer' | 'version' | 'versions'>;
  readonly stops: Pick<StopButton, 'standing'>;
  readonly cases: Pick<CaseStore, 'candidates' | 'suggest' | 'expire' | 'append' | 'eventsOfVersion'>;
};

const WRITES_AT_ONCE = 8;
const KINDS: readonly CaseEvent['event'][] = ['suggested', 'renewed', 'expired', 'withdrawn'];

/**
 * Puts what a judged version suggests on the work list as candidates, and takes off what no score carries any more.
 * Nothing here opens a case: a named person does (R18). Repeatable: times are those of the judgement, and the store
 * answers a repeat as the first time; `stopped` while the stop button is pressed (R22). Throws Failure('NotFound') for a version that is not judged.
 */
export async function suggestCandidates({ version }: CasesInput, ports: CasesPorts): Promise<CasesOutput> {
  const { registry, lake, cases, stops } = ports;
  const judged = await registry.version('judged', version);
  const pointer = await registry.pointer('judged');
  if (!judged || !pointer) throw new Failure('NotFound', `version ${version} is not judged`);
  const none = { version, suggested: 0, renewed: 0, ended: 0 };
  if (pointer.version > version) return { outcome: 'stale', ...none };
  if (stopOn('scoring', await stops.standing())) return { outcome: 'stopped', ...none };

  const scores = z.array(Score).parse(await lake.state('scores', [judged]));
  const plan = planCandidates(scores, await cases.candidates('open'), {
    version,
    day: judged.at.slice(0, 10),
    population: await scorableAddresses(version, ports),
  });
  const event = (candidate: Candidate, kind: CaseEvent['event'], act: string): CaseEvent =>
    caseEvent({
      subject_id: candidate.candidate_id,
      event: kind,
      at: judged.at,
      version,
      details: { subject_entity_id: candidate.subject_entity_id, score: candidate.score },
      occasion: String(version),
      act,
    });

  const suggested = await inTurn(plan.suggest, WRITES_AT_ONCE, async (candidate) => {
    const outcome = await cases.suggest(candidate);
    if (outcome === 'kept') return [];
    const told = event(candidate, outcome, 'suggest');
    await cases.append(told);
    return [told];
  });
  const ended = await inTurn(plan.end, WRITES_AT_ONCE, async ({ candidate, event: kind }) => {
    const told = event(candidate, kind, 'end');
    return (await cases.expire(candidate, told)) ? [told] : [];
  });

  // What an earlier try of this version did is told too; the index may lag behind what this one did.
  const earlier = (await cases.eventsOfVersion(version)).filter((each) => KINDS.includes(each.event));
  const events = new Map(
    [...earlier, ...suggested.flat(), ...ended.flat()].map((each) => [each.event_id, each]),
  );
  await logCaseEvents(ports, `candidates-${version}`, [...events.values()]);
  const count = (...kinds: readonly string[]) =>
    [...events.values()].filter((each) => kinds.includes(each.event)).length;
  return {
    outcome: 'suggested',
    version,
    suggested: count('suggested'),
    renewed: count('renewed'),
    ended: count('expired', 'withdrawn'),
  };
}

import * as z from 'zod';
import type { CaseStore, Lake, Registry } from '#ports';
import type { Case, CaseEvent, IntakeItem } from '#schemas/case.ts';
import { Failure } from '#schemas/failures.ts';
import { type DecidePorts, dismiss, takeUp } from './decide.ts';
import type { DoorInput } from './door-input.ts';
import { type ShownCandidate, shownCandidate } from './shown-candidate.ts';

export type DoorPorts = DecidePorts & {
  readonly cases: Pick<CaseStore, 'candidates' | 'intakes' | 'history'>;
  readonly lake: Pick<Lake, 'state'>;
  readonly registry: Pick<Registry, 'pointer' | 'versions'>;
};

export type DoorOutput =
  | { readonly candidates: readonly ShownCandidate[] }
  /** `label`: the address or company in words, which the work list itself does not hold. */
  | {
      readonly candidate: ShownCandidate;
      readonly label: string | null;
      readonly history: readonly CaseEvent[];
    }
  | { readonly case: Case }
  | { readonly candidate: ShownCandidate }
  | { readonly intakes: readonly IntakeItem[] };

/**
 * The work list's door until there is a screen: case workers see what is suggested and why, and decide.
 * Throws Failure('RuleViolated') for a role that has no business here (R1), and what the operations throw.
 */
export async function casesDoor(asked: DoorInput, ports: DoorPorts): Promise<DoorOutput> {
  if (asked.actor.role !== 'case_worker')
    throw new Failure('RuleViolated', `R1: the work list is for case workers, not for a ${asked.actor.role}`);
  switch (asked.operation) {
    case 'list_candidates':
      return { candidates: await currentCandidates(ports) };
    case 'show_candidate': {
      const candidate = await ports.cases.candidate(asked.candidate_id);
      if (!candidate) throw new Failure('NotFound', `there is no candidate ${asked.candidate_id}`);
      const [label, history] = await Promise.all([
        labelOf(candidate.subject_entity_id, ports),
        ports.cases.history(candidate.candidate_id),
      ]);
      return { candidate: shownCandidate(candidate), label, history };
    }
    case 'take_up':
      return { case: await takeUp(asked, ports) };
    case 'dismiss':
      return { candidate: shownCandidate(await dismiss(asked, ports)) };
    case 'list_intakes':
      return { intakes: await ports.cases.intakes('open') };
  }
}

const LabelRow = z.object({ entity_id: z.string(), label: z.string() });

/** What a subject is called, as of now. */
async function labelOf(entityId: string, { lake, registry }: DoorPorts): Promise<string | null> {
  const pointer = await registry.pointer('linked');
  if (!pointer) return null;
  const rows = await lake.state('labels', await registry.versions(pointer));
  const found = rows.find((row) => row.entity_id === entityId);
  return found ? LabelRow.parse(found).label : null;
}

/** Open ones whose score still holds (R21: expiry is checked on reading), the highest first. */
async function currentCandidates({ cases, clock }: DoorPorts): Promise<ShownCandidate[]> {
  const today = clock.now().toISOString().slice(0, 10);
  return (await cases.candidates('open'))
    .filter((candidate) => candidate.expires_on >= today)
    .map(shownCandidate);
}

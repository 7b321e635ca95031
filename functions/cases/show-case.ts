import type { CaseFiles, CaseStore } from '#ports';
import type { CaseEvent } from '#schemas/case.ts';
import type { CaseFile } from '#schemas/case-file.ts';
import { type ActPorts, recordRead } from './acts.ts';
import type { Asked } from './door-input.ts';
import { ownCase } from './own-case.ts';
import { blindEvent } from './shown-candidate.ts';
import { type ShownOutcome, shownOutcome } from './shown-outcome.ts';
import { contactOnSubject, type SideBySidePorts } from './side-by-side.ts';

export type ShowCasePorts = ActPorts &
  SideBySidePorts & {
    readonly cases: Pick<CaseStore, 'history'>;
    readonly files: Pick<CaseFiles, 'file' | 'outcome'>;
  };

export type ShownCase = CaseFile & {
  readonly label: string | null;
  readonly outcome: ShownOutcome | null;
  /** Of another team on the same subject, if any (R37). */
  readonly contact: string | null;
  readonly history: readonly CaseEvent[];
};

/** A team's own case with all that is in it. Throws as `ownCase` does. */
export async function showCase(
  asked: Asked<'show_case'>,
  ports: ShowCasePorts,
  labelOf: (entityId: string) => Promise<string | null>,
): Promise<ShownCase> {
  const file = await ownCase(asked, ports);
  const { case_id, origin_id, subject_entity_id: subject } = file.case;
  const [label, outcome, contact, history] = await Promise.all([
    labelOf(subject),
    ports.files.outcome(origin_id),
    contactOnSubject({ team: asked.actor.team, subject }, ports),
    ports.cases.history(case_id),
  ]);
  await recordRead(asked, case_id, ports);
  return {
    ...file,
    label,
    outcome: outcome ? shownOutcome(outcome) : null,
    contact,
    history: outcome && outcome.found !== 'open' ? history : history.map(blindEvent),
  };
}

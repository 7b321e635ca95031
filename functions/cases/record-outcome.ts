import type { CaseFiles, CaseStore, Catalog, Lake, Registry } from '#ports';
import type { CaseFile, RecordedOutcome } from '#schemas/case-file.ts';
import { Failure } from '#schemas/failures.ts';
import type { Theme } from '#schemas/finding.ts';
import { ScorableEntityId } from '#schemas/ids.ts';
import type { Outcome } from '#schemas/outcome.ts';
import { type ActPorts, actEvent } from './acts.ts';
import type { Asked } from './door-input.ts';
import { logCaseEvents } from './event-log.ts';
import { outcomeRows } from './outcome-rows.ts';
import { ownCase } from './own-case.ts';

export type OutcomePorts = ActPorts & {
  readonly cases: Pick<CaseStore, 'candidate'>;
  readonly files: Pick<CaseFiles, 'file' | 'outcome' | 'recordOutcome'>;
  readonly registry: Pick<Registry, 'pointer'>;
  readonly lake: Pick<Lake, 'write'>;
  readonly catalog: Pick<Catalog, 'registerDay'>;
};

/**
 * Records what looking came to, once for all teams that look at the same candidate; `open` may be settled later.
 * "Nothing found" (`wrong`) counts as much as a hit (R23). A repeat answers with what stands. Throws
 * Failure('TransitionRefused') saying what was recorded before, Failure('InvalidRequest') when it must be said what for.
 */
export async function recordOutcome(
  asked: Asked<'record_outcome'>,
  ports: OutcomePorts,
): Promise<RecordedOutcome> {
  const file = await ownCase(asked, ports);
  const { case: own } = file;
  const before = await ports.files.outcome(own.origin_id);
  if (before && isRepeat(before, asked)) {
    await logOutcome(before.rows, ports);
    return before;
  }
  refuseSecond(before, asked);
  const at = ports.clock.now().toISOString();
  const outcome: RecordedOutcome = {
    origin_id: own.origin_id,
    case_id: own.case_id,
    found: asked.found,
    recorded_by: asked.actor,
    recorded_at: at,
    reason: asked.reason,
    rows: await rowsOf(asked, file, at.slice(0, 10), ports),
  };
  const event = actEvent(asked, {
    subject_id: own.case_id,
    event: 'outcome_recorded',
    at,
    occasion: `${own.origin_id} ${asked.found}`,
    details: { origin_id: own.origin_id, found: asked.found, reason: asked.reason },
  });
  if (!(await ports.files.recordOutcome(outcome, event))) {
    refuseSecond(await ports.files.outcome(own.origin_id), asked);
    throw new Failure('ServiceUnavailable', 'another outcome came in between; try again');
  }
  await logOutcome(outcome.rows, ports);
  await logCaseEvents(ports, `door-${event.event_id}`, [event]);
  return outcome;
}

async function rowsOf(
  asked: Asked<'record_outcome'>,
  { case: own, interventions }: CaseFile,
  decidedOn: string,
  ports: OutcomePorts,
): Promise<Outcome[]> {
  const subject = ScorableEntityId.safeParse(own.subject_entity_id);
  // What calibration rests on is addresses and companies: of a person's case nothing goes to the lake (R2).
  if (!subject.success) return [];
  const candidate = own.origin === 'candidate' ? await ports.cases.candidate(own.origin_id) : undefined;
  const themes: readonly Theme[] = asked.themes ?? own.themes;
  if (themes.length === 0)
    throw new Failure('InvalidRequest', 'themes: nothing was suggested here, so say what was looked for');
  const done = interventions.filter((each) => each.done).toSorted(byDay);
  const version = candidate?.version ?? (await ports.registry.pointer('linked'))?.version;
  if (version === undefined) throw new Failure('NotFound', 'nothing is linked yet');
  return outcomeRows(
    { originId: own.origin_id, subject: subject.data, candidate, version },
    { found: asked.found, themes, intervention: done.at(-1)?.kind ?? null, decidedOn },
  );
}

const byDay = (left: CaseFile['interventions'][number], right: CaseFile['interventions'][number]): number =>
  (left.done?.on ?? '') < (right.done?.on ?? '') ? -1 : 1;

/** One file per outcome: what is told again overwrites itself, what is settled later stands beside it. */
async function logOutcome(rows: readonly Outcome[], { lake, catalog }: OutcomePorts): Promise<void> {
  const [first] = rows;
  if (!first) return;
  await lake.write('outcomes', `day=${first.decided_on}`, first.outcome_id, rows);
  await catalog.registerDay('outcomes', first.decided_on);
}

const isRepeat = (before: RecordedOutcome, asked: Asked<'record_outcome'>): boolean =>
  before.found === asked.found &&
  before.reason === asked.reason &&
  before.recorded_by.id === asked.actor.id &&
  before.recorded_by.team === asked.actor.team;

function refuseSecond(before: RecordedOutcome | undefined, asked: Asked<'record_outcome'>): void {
  if (!before || (before.found === 'open' && asked.found !== 'open')) return;
  const themes = before.rows.map(({ theme, found }) => `${theme} ${found}`).join(', ');
  throw new Failure(
    'TransitionRefused',
    `the outcome was recorded on ${before.recorded_at.slice(0, 10)}: ${before.found}${themes === '' ? '' : ` (${themes})`}`,
  );
}

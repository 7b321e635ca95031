import * as z from 'zod';
import type { CaseStore, Lake, OutcomeLog, Registry } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { RecordId, ScorableEntityId } from '#schemas/ids.ts';
import type { Outcome } from '#schemas/outcome.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { AuditAttributes } from './attributes-csv.ts';
import type { AuditedSubject } from './subject.ts';

export type SubjectPorts = {
  readonly lake: Pick<Lake, 'state'>;
  readonly registry: Pick<Registry, 'pointer' | 'version' | 'versions'>;
  readonly cases: Pick<CaseStore, 'candidates'>;
  readonly outcomes: OutcomeLog;
};

export type Audited = {
  readonly subjects: readonly AuditedSubject[];
  readonly model: string | null;
  /** Addresses of the file that no address here is. */
  readonly unknownAddresses: number;
  readonly withoutGroup: number;
};

const AddressRecord = z.object({ record_id: RecordId, number_id: z.string(), source: z.string() });
const MemberRow = z.object({ record_id: RecordId, entity_id: z.string() });
const ScoreRow = z.object({ subject_entity_id: z.string(), score: z.number(), model: z.string() });
/** What counts as a measure against somebody; letters, help and hand-overs do not. */
const MEASURES_TAKEN: readonly (string | null)[] = ['closure_13b', 'permit_measure'];

/**
 * What befell each address of the audit's file: selected by the scores of a judged version, then reviewed, visited, found,
 * measured. Throws Failure('NotFound') for a version that is not judged.
 */
export async function auditedSubjects(
  version: number,
  { groupsOf }: AuditAttributes,
  ports: SubjectPorts,
): Promise<Audited> {
  const judged = await ports.registry.version('judged', version);
  if (!judged) throw new Failure('NotFound', `version ${version} is not judged`);
  const scores = z
    .array(ScoreRow)
    .parse(await ports.lake.state('scores', [judged], ['subject_entity_id', 'score', 'model']));
  const totals = new Map<string, number>();
  for (const { subject_entity_id: id, score } of scores) totals.set(id, (totals.get(id) ?? 0) + score);
  const decided = await Promise.all(
    (['taken_up', 'dismissed'] as const).map(async (status) => ports.cases.candidates(status)),
  );
  const reviewed = new Set<string>(decided.flat().map((candidate) => candidate.subject_entity_id));
  const outcomes = new Map<string, Outcome[]>();
  for (const outcome of await ports.outcomes.all())
    if (outcome.found !== 'open')
      outcomes.set(outcome.subject_entity_id, [...(outcomes.get(outcome.subject_entity_id) ?? []), outcome]);

  const addresses = await addressesOf(version, new Set(groupsOf.keys()), ports);
  const subjects = new Map<string, AuditedSubject>();
  for (const [numberId, entityId] of addresses) {
    const known = outcomes.get(entityId) ?? [];
    subjects.set(entityId, {
      entityId,
      groups: groupsOf.get(numberId) ?? {},
      // Thousandths of a point, as candidates are summed.
      selected: Math.round((totals.get(entityId) ?? 0) * 1000) / 1000 >= SETTINGS.score.candidatePoints,
      reviewed: reviewed.has(entityId) || known.length > 0,
      visited: known.length > 0,
      measureTaken: known.some(({ intervention }) => MEASURES_TAKEN.includes(intervention)),
      found: known.length === 0 ? null : known.some(({ found }) => found === 'right') ? 'right' : 'wrong',
    });
  }
  const all = [...subjects.values()];
  return {
    subjects: all,
    model: scores[0]?.model ?? null,
    unknownAddresses: groupsOf.size - addresses.size,
    withoutGroup: all.filter(({ groups }) => Object.keys(groups).length === 0).length,
  };
}

/** Address number id of the register → the address that it is, as linked at a version. */
async function addressesOf(
  version: number,
  numberIds: ReadonlySet<string>,
  { lake, registry }: SubjectPorts,
): Promise<ReadonlyMap<string, ScorableEntityId>> {
  const linked = await registry.pointer('linked');
  if (!linked) return new Map();
  const versions = await registry.versions({ ...linked, version });
  const rows = await lake.state('records', versions, ['record_id', 'number_id', 'source'], {
    column: 'number_id',
    among: numberIds,
  });
  const records = rows
    .filter((row) => row.source === 'bag')
    .map((row) => AddressRecord.parse(row))
    .filter(({ number_id }) => numberIds.has(number_id));
  const members = await lake.state('members', versions, ['record_id', 'entity_id'], {
    column: 'record_id',
    among: new Set(records.map(({ record_id }) => record_id)),
  });
  const entityOf = new Map(
    members.map((row) => MemberRow.parse(row)).map((row) => [row.record_id, row.entity_id]),
  );
  return new Map(
    records.flatMap(({ record_id, number_id }) => {
      const entity = ScorableEntityId.safeParse(entityOf.get(record_id));
      return entity.success ? [[number_id, entity.data] as const] : [];
    }),
  );
}

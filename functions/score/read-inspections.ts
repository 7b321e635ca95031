import * as z from 'zod';
import type { Lake, Registry } from '#ports';
import { Finding } from '#schemas/finding.ts';
import { ScorableEntityId } from '#schemas/ids.ts';
import type { Outcome } from '#schemas/outcome.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import { type Inspection, inspectionOutcomes, type JudgedBefore } from './inspection-outcomes.ts';

export type InspectionPorts = {
  readonly lake: Pick<Lake, 'state'>;
  readonly registry: Pick<Registry, 'pointer' | 'version' | 'versions'>;
};

const EventRow = z.object({
  entity_id: z.string(),
  attributes: z.object({
    occurred_on: z.iso.date(),
    category: z.string().nullish(),
    outcome: z.string().nullish(),
  }),
});
const RelationRow = z.object({
  from_entity_id: z.string(),
  to_entity_id: ScorableEntityId,
  in_research: z.boolean().nullable(),
});
const IsInspection = z.object({ event_type: z.literal('inspection') });

/** An entity keeps its kind, and a mention its role, so other rows need not be built. */
const EVENTS = { column: 'kind', among: new Set(['event']) };
const LOCATIONS = { column: 'role', among: new Set(['location']) };

/** Versions that are looked back on: two years of monthly drops. */
const LOOKED_BACK = 24;

/** What the inspections that are linked so far came to. None before anything is judged. */
export async function readInspections(ports: InspectionPorts): Promise<Outcome[]> {
  const { lake, registry } = ports;
  const [linked, judged] = await Promise.all([registry.pointer('linked'), registry.pointer('judged')]);
  if (!linked || !judged) return [];
  const versions = await registry.versions(linked);
  const events = new Map(
    (await lake.state('entities', versions, ['entity_id', 'attributes'], EVENTS))
      .filter((row) => IsInspection.safeParse(row.attributes).success)
      .flatMap((row) => {
        // A visit whose day is not known to the day cannot be set after a version.
        const event = EventRow.safeParse(row);
        return event.success ? [[event.data.entity_id, event.data.attributes] as const] : [];
      }),
  );
  if (events.size === 0) return [];
  const relations = (
    await lake.state('relations', versions, ['from_entity_id', 'to_entity_id', 'in_research'], LOCATIONS)
  ).filter((row) => events.has(String(row.from_entity_id)));
  const inspections = relations.flatMap((row): Inspection[] => {
    const { from_entity_id, to_entity_id, in_research } = RelationRow.parse(row);
    const event = events.get(from_entity_id);
    return event && in_research !== true
      ? [
          {
            id: from_entity_id,
            address: to_entity_id,
            on: event.occurred_on,
            category: event.category ?? null,
            outcome: event.outcome ?? null,
          },
        ]
      : [];
  });
  const before = await judgedVersions(judged.version, ports);
  return inspectionOutcomes(inspections, (day) => before.find(({ as_of }) => as_of < day)?.known);
}

/** The newest first. */
async function judgedVersions(newest: number, { lake, registry }: InspectionPorts) {
  const found: { readonly as_of: string; readonly known: JudgedBefore }[] = [];
  for (let version = newest; version >= Math.max(1, newest - LOOKED_BACK); version -= 1) {
    const judged = await registry.version('judged', version);
    if (judged)
      found.push({ as_of: judged.as_of, known: { version, findings: await findingsOf(judged, lake) } });
  }
  return found;
}

async function findingsOf(judged: PublishedVersion, lake: InspectionPorts['lake']) {
  const findings = new Map<string, Pick<Finding, 'pattern_id' | 'strength'>[]>();
  for (const finding of z.array(Finding).parse(await lake.state('findings', [judged]))) {
    if (finding.withheld) continue;
    const { subject_entity_id: subject, pattern_id, strength } = finding;
    findings.set(subject, [...(findings.get(subject) ?? []), { pattern_id, strength }]);
  }
  return findings;
}

import * as z from 'zod';
import type { CaseStore, Lake, Registry } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { caseEvent } from './case-event.ts';
import { logCaseEvents, type LogPorts } from './event-log.ts';
import { RECORD_COLUMNS, intakeItems } from './intake-items.ts';

export const IntakeInput = z.strictObject({ version: z.int().min(1) });
export type IntakeInput = z.infer<typeof IntakeInput>;

export type IntakeOutput = { readonly version: number; readonly opened: number };

export type IntakePorts = LogPorts & {
  readonly lake: Pick<Lake, 'changes' | 'write'>;
  readonly registry: Pick<Registry, 'version' | 'delivery'>;
  readonly cases: Pick<CaseStore, 'openIntakes' | 'eventsOfVersion'>;
};

/** The source whose rows are reports (*meldingen*). */
const REPORTS = 'reports';

/**
 * Opens an intake item for every report that a version brought (R4: its completeness, nothing joined).
 * Repeatable: an item that is there stays as it is. Throws Failure('NotFound') for a version that is not linked.
 */
export async function openIntakes({ version }: IntakeInput, ports: IntakePorts): Promise<IntakeOutput> {
  const { registry, lake, cases } = ports;
  const linked = await registry.version('linked', version);
  if (!linked) throw new Failure('NotFound', `version ${version} is not linked`);
  const deliveries = (await Promise.all(linked.deliveries.map(async (id) => registry.delivery(id)))).filter(
    (delivery) => delivery?.source === REPORTS,
  );
  // A month's BRP is a million records: read a version's changes only where there are reports among them.
  if (deliveries.length === 0) return { version, opened: 0 };

  const records = await lake.changes('records', linked, RECORD_COLUMNS);
  const members = await lake.changes('members', linked);
  const opened = intakeItems(
    records.filter((record) => record.source === REPORTS),
    members.filter((member) => member.source === REPORTS),
    new Map(
      deliveries.flatMap((delivery) =>
        delivery ? [[delivery.delivery_id, delivery.received_at.slice(0, 10)]] : [],
      ),
    ),
  ).map((item) => ({
    item,
    event: caseEvent({
      subject_id: item.intake_id,
      event: 'intake_opened',
      at: linked.at,
      version,
      details: { entity_id: item.entity_id, completeness: item.completeness },
      occasion: String(version),
    }),
  }));
  const ids = new Set(await cases.openIntakes(opened));
  // What an earlier try of this version opened is told too; the index may lag behind what this one did.
  const earlier = (await cases.eventsOfVersion(version)).filter((event) => event.event === 'intake_opened');
  const now = opened.filter(({ item }) => ids.has(item.intake_id)).map(({ event }) => event);
  const events = new Map([...earlier, ...now].map((event) => [event.event_id, event]));
  await logCaseEvents(ports, `intake-${version}`, [...events.values()]);
  return { version, opened: events.size };
}

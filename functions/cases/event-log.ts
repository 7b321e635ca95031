import type { Catalog, Lake } from '#ports';
import type { CaseEvent } from '#schemas/case.ts';

export type LogPorts = {
  readonly lake: Pick<Lake, 'write'>;
  readonly catalog: Pick<Catalog, 'registerDay'>;
};

/** People's own words and names of staff stay in the table `cases`: the log is for analysts. */
const KEPT_BACK: readonly string[] = ['reason', 'actor', 'purpose', 'contact'];

/** Writes events to the lake's log, one file per day; `part` names it, so that a repeat overwrites itself. */
export async function logCaseEvents(
  { lake, catalog }: LogPorts,
  part: string,
  events: readonly CaseEvent[],
): Promise<void> {
  const days = new Map<string, CaseEvent[]>();
  for (const event of events) {
    const day = event.at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  for (const [day, ofDay] of days) {
    const rows = ofDay
      .toSorted((left, right) => (left.event_id < right.event_id ? -1 : 1))
      .map((event) => ({
        ...event,
        details: Object.fromEntries(
          Object.entries(event.details).filter(([name]) => !KEPT_BACK.includes(name)),
        ),
      }));
    await lake.write('case_events', `day=${day}`, part, rows);
    await catalog.registerDay('case_events', day);
  }
}

import { dynamoCaseFiles } from '#adapters/case-files.ts';
import { dynamoCaseStore } from '#adapters/case-store.ts';
import { keyedPseudonyms } from '#adapters/pseudonyms.ts';
import { dynamoReviewLog } from '#adapters/review-log.ts';
import { dynamoStopButton } from '#adapters/stop-button.ts';
import { dynamoWatchStore } from '#adapters/watch-store.ts';
import { casesDoor, type DoorOutput } from '#cases/door.ts';
import { DoorInput } from '#cases/door-input.ts';
import type { DoorPorts } from '#cases/door-ports.ts';
import type { ReviewAlarm } from '#cases/review-alarm.ts';
import type { Actor } from '#schemas/actor.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import { defineContextTable, openContextTable } from '../adapters/context-table.ts';
import { memoryLake, memoryRegistry } from '../memory-ports.ts';
import { candidateOf, caseWorker, ids } from './fixtures.ts';

export const START = '2026-10-10T09:00:00.000Z';
export const REASON = 'Six adults on forty square metres, seen by the team as well';

/** Somebody of another team than `caseWorker`. */
export const neighbour: Actor = { id: 's.haddad', team: 'openbare-orde', role: 'case_worker' };
export const lead: Actor = { id: 'p.jansen', team: 'wonen', role: 'team_lead' };
export const officer: Actor = { id: 'f.gerritsen', team: 'privacy', role: 'privacy_officer' };

/** A call at the door as `caseWorker` makes it. */
export const asked = (operation: string, more: Record<string, unknown> = {}) => ({
  operation,
  actor: caseWorker,
  purpose: 'Supervision of housing, district north',
  legal_basis: 'Art. 5:11 Awb',
  ...more,
});

/** The door on embedded tables of its own, a lake in memory, and a clock that a test sets. */
export async function openCaseDesk() {
  const embedded = await openContextTable('cases');
  for (const name of ['registry', 'watch']) defineContextTable(embedded, name);
  const { documents } = embedded;
  const memory = memoryLake();
  const versions: PublishedVersion[] = [];
  /** Each look at it is a millisecond later, so that a history has one order. */
  const clock = { now: START };
  let ticks = 0;
  const started: { name: string; input: unknown }[] = [];
  const running: string[] = [];
  const raised: ReviewAlarm[] = [];
  const ports = {
    ...memory,
    registry: memoryRegistry(versions),
    cases: dynamoCaseStore('cases', documents),
    files: dynamoCaseFiles('cases', documents),
    reviews: dynamoReviewLog('cases', documents),
    raise: (alarm: ReviewAlarm) => {
      raised.push(alarm);
    },
    stops: dynamoStopButton('registry', 'null', { client: documents }),
    watch: dynamoWatchStore('watch', documents),
    pseudonyms: keyedPseudonyms('a secret of the deployment, kept for tests'),
    workflow: {
      start: async (name: string, input: unknown) => {
        if (!started.some((each) => each.name === name)) started.push({ name, input });
      },
      running: async () => running,
    },
    clock: { now: () => new Date(Date.parse(clock.now) + ticks++) },
  } satisfies DoorPorts & Record<string, unknown>;

  const call = async (input: unknown): Promise<DoorOutput> => casesDoor(DoorInput.parse(input), ports);
  return {
    ports,
    memory,
    versions,
    clock,
    started,
    running,
    raised,
    call,
    /** Suggests an address and has somebody take it up; gives the case's id. */
    async open(name: string, actor: Actor = caseWorker): Promise<string> {
      await ports.cases.suggest(candidateOf(name));
      const answer = await call(
        asked('take_up', { actor, candidate_id: ids.candidate(name), reason: REASON }),
      );
      if (!('case' in answer)) throw new TypeError('a case was expected');
      return answer.case.case_id;
    },
    /** Rows of a day's log in the lake, whatever their file. */
    async logged(table: 'case_events' | 'outcomes') {
      const keys = await memory.objects.list(`analysis/${table}/`);
      return memory.lake.read({ table, prefix: '', keys, rows: 0 });
    },
    close: () => embedded.close(),
  };
}

export type CaseDesk = Awaited<ReturnType<typeof openCaseDesk>>;

import * as z from 'zod';
import { expect, expectSame } from './checks.ts';
import type { System } from './system.ts';

const WORKER = { id: 'j.smit', team: 'toezicht', role: 'case_worker' } as const;
const OTHER = { id: 'p.bakker', team: 'toezicht', role: 'case_worker' } as const;
const ASKED = { purpose: 'acceptance of the deployed system', legal_basis: 'Gemeentewet art. 172' } as const;

const Candidate = z.object({ candidate_id: z.string(), subject_entity_id: z.string() });
const List = z.object({ candidates: z.array(Candidate) });
const Taken = z.object({ case: z.object({ case_id: z.string(), subject_entity_id: z.string() }) });

/** The work list holds addresses and companies only (R2), as many as the table has open. */
export async function checkWorkList(system: System): Promise<string> {
  const list = await workList(system);
  expect(list.length > 0, 'the work list is empty');
  expect(
    list.every(({ subject_entity_id }) => /^(adr|com)-/.test(subject_entity_id)),
    'R2: a candidate is neither an address nor a company',
  );
  const stored = await system.clients.casesByStatus('candidate#open');
  expectSame('open candidates of the table', stored.length, list.length);
  return `${list.length} open candidates`;
}

/** A named person takes one up with a reason; nobody else can after that (R18). */
export async function takeOneUp(system: System): Promise<string> {
  const door = system.output('CasesDoorFunction');
  const [first] = await workList(system);
  if (!first) throw new Error('the work list is empty');
  const asked = { operation: 'take_up', candidate_id: first.candidate_id, ...ASKED };
  const reason = 'What was found here deserves a visit.';
  const taken = Taken.parse(await system.clients.invoke(door, { ...asked, actor: WORKER, reason }));
  expectSame('subject of the case', taken.case.subject_entity_id, first.subject_entity_id);
  const second = await system.clients
    .invoke(door, { ...asked, actor: OTHER, reason: 'I would like to have it as well.' })
    .then(() => 'taken up twice')
    .catch((error: unknown) => String(error));
  expect(/TransitionRefused/.test(second), `a second person was not refused: ${second}`);
  const refused = await system.clients
    .invoke(door, { operation: 'list_candidates', actor: { ...WORKER, role: 'steward' }, ...ASKED })
    .then(() => 'answered')
    .catch((error: unknown) => String(error));
  expect(/RuleViolated/.test(refused), `R1: a steward was not refused: ${refused}`);
  return taken.case.case_id;
}

async function workList({ clients, output }: System) {
  const answer = await clients.invoke(output('CasesDoorFunction'), {
    operation: 'list_candidates',
    actor: WORKER,
    ...ASKED,
  });
  return List.parse(answer).candidates;
}

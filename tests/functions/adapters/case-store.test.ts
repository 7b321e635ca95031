import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoCaseStore } from '#adapters/case-store.ts';
import type { CaseStore, Presence } from '#ports';
import type { Case } from '#schemas/case.ts';
import { openCaseTable } from '../cases/case-table.ts';
import { candidateOf, caseWorker, eventOf, ids, intakeOf } from '../cases/fixtures.ts';

const caseOf = (name: string): Case => ({
  case_id: ids.case(name),
  subject_entity_id: ids.address(name),
  origin: 'candidate',
  origin_id: ids.candidate(name),
  status: 'open',
  opened_at: '2026-10-02T09:00:00.000Z',
  opened_by: caseWorker,
  reason: 'Six adults on forty square metres',
  team: 'wonen',
  themes: ['housing'],
  closed: null,
});
const presence: Presence = { subjectToken: 'a', teamToken: 'b', contactToken: 'c', since: '2026-10-02' };

describe('the table of cases', () => {
  let store: CaseStore;
  let close: () => Promise<void>;
  let name: string;
  let count = 0;
  beforeAll(async () => ({ store, close } = await openCaseTable()));
  afterAll(() => close());
  beforeEach(() => {
    count += 1;
    name = `house ${count}`;
  });

  it('keeps a suggestion, and the first day over renewals', async () => {
    expect(await store.suggest(candidateOf(name))).toBe('suggested');
    const later = candidateOf(name, {
      version: 2,
      score: 30,
      first_suggested_on: '2026-11-01',
      expires_on: '2026-12-01',
    });
    expect(await store.suggest(later)).toBe('renewed');
    expect(await store.candidate(ids.candidate(name))).toEqual({
      ...later,
      first_suggested_on: '2026-10-01',
    });
  });

  it('answers a repeat of the same version as the first time, whatever people did meanwhile', async () => {
    await store.suggest(candidateOf(name));
    await store.suggest(candidateOf(name, { version: 2 }));
    expect(await store.suggest(candidateOf(name, { version: 2 }))).toBe('renewed');
    await store.dismiss(candidateOf(name), eventOf(ids.candidate(name), 'dismissed'));
    expect(await store.suggest(candidateOf(name, { version: 2 }))).toBe('renewed');
    expect((await store.candidate(ids.candidate(name)))?.status).toBe('dismissed');
  });

  it('keeps a newer version against an older one that comes late', async () => {
    await store.suggest(candidateOf(name, { version: 3, score: 40 }));
    expect(await store.suggest(candidateOf(name, { version: 2, score: 20 }))).toBe('kept');
    expect((await store.candidate(ids.candidate(name)))?.score).toBe(40);
  });

  it('never suggests again what a person took up or dismissed', async () => {
    await store.suggest(candidateOf(name));
    await store.takeUp(candidateOf(name), caseOf(name), [], presence);
    expect(await store.suggest(candidateOf(name, { version: 2 }))).toBe('kept');
    expect((await store.candidate(ids.candidate(name)))?.status).toBe('taken_up');
  });

  it('opens an expired one again', async () => {
    await store.suggest(candidateOf(name));
    expect(
      await store.expire(candidateOf(name), eventOf(ids.candidate(name), 'withdrawn', { version: 2 })),
    ).toBe(true);
    expect(await store.suggest(candidateOf(name, { version: 3, first_suggested_on: '2026-12-01' }))).toBe(
      'suggested',
    );
    expect(await store.candidate(ids.candidate(name))).toMatchObject({
      status: 'open',
      first_suggested_on: '2026-12-01',
    });
  });

  it('takes up in one transaction: candidate, case and history', async () => {
    await store.suggest(candidateOf(name));
    const events = [
      eventOf(ids.candidate(name), 'taken_up', { version: null }),
      eventOf(ids.case(name), 'case_opened', { version: null }),
    ];
    await store.takeUp(candidateOf(name), caseOf(name), events, presence);
    expect(await store.case(ids.case(name))).toEqual(caseOf(name));
    expect(await store.history(ids.case(name))).toEqual([events[1]]);
    await expect(store.takeUp(candidateOf(name), caseOf(name), events, presence)).rejects.toMatchObject({
      name: 'TransitionRefused',
    });
  });

  it('leaves no case behind when the candidate is open no more', async () => {
    await store.suggest(candidateOf(name));
    await store.dismiss(candidateOf(name), eventOf(ids.candidate(name), 'dismissed'));
    await expect(store.takeUp(candidateOf(name), caseOf(name), [], presence)).rejects.toMatchObject({
      name: 'TransitionRefused',
    });
    expect(await store.case(ids.case(name))).toBeUndefined();
    await expect(store.dismiss(candidateOf(name), eventOf(ids.candidate(name), 'dismissed'))).rejects.toThrow(
      /only while it is open/,
    );
    expect(await store.expire(candidateOf(name), eventOf(ids.candidate(name), 'expired'))).toBe(false);
  });

  it('lets one of two people take up', async () => {
    await store.suggest(candidateOf(name));
    const tries = await Promise.allSettled([
      store.takeUp(candidateOf(name), caseOf(name), [], presence),
      store.takeUp(candidateOf(name), { ...caseOf(name), reason: 'Another reason altogether' }, [], presence),
    ]);
    expect(tries.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('lists the open ones by score, the highest first', async () => {
    const scores = [20.5, 100, 21];
    for (const score of scores) await store.suggest(candidateOf(`${name} ${score}`, { score }));
    const mine = scores.map((score) => ids.candidate(`${name} ${score}`));
    const open = (await store.candidates('open')).filter((each) => mine.includes(each.candidate_id));
    expect(open.map((each) => each.score)).toEqual([100, 21, 20.5]);
  });

  it('opens intake items once, in batches', async () => {
    const opened = Array.from({ length: 120 }, (_, index) => ({
      item: intakeOf(`${name} ${index}`),
      event: eventOf(ids.intake(`${name} ${index}`), 'intake_opened', { version: 77 }),
    }));
    expect(await store.openIntakes(opened.slice(0, 30))).toHaveLength(30);
    expect(await store.openIntakes(opened)).toHaveLength(90);
    expect(await store.openIntakes(opened)).toEqual([]);
    expect(await store.intakes('open')).toHaveLength(120);
    expect(await store.eventsOfVersion(77)).toHaveLength(120);
  });

  it('keeps an event as it was first told', async () => {
    const event = eventOf(ids.candidate(name), 'suggested', { details: { score: 25 } });
    await store.append(event);
    await store.append({ ...event, details: { score: 1 } });
    expect(await store.history(ids.candidate(name))).toEqual([event]);
  });
});

describe('the table of cases, when the service fails', () => {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const client = mockClient(documents);
  const store = () => dynamoCaseStore('cases', documents);
  beforeEach(() => client.reset());

  it.each([
    { code: 'TransactionConflict', name: 'ServiceUnavailable' },
    { code: 'ThrottlingError', name: 'ServiceUnavailable' },
    { code: 'ValidationError', name: 'TransactionCanceledException' },
  ])('tells a $code from a refused transition', async ({ code, name }) => {
    client.on(TransactWriteCommand).rejects(
      new TransactionCanceledException({
        $metadata: {},
        message: '',
        CancellationReasons: [{ Code: code }],
      }),
    );
    await expect(store().takeUp(candidateOf('a'), caseOf('a'), [], presence)).rejects.toMatchObject({ name });
  });

  it('gives up on a candidate that others change all the time', async () => {
    client.on(GetCommand).resolves({ Item: { candidate: candidateOf('a'), outcome: 'suggested' } });
    client.on(PutCommand).rejects(new ConditionalCheckFailedException({ $metadata: {}, message: '' }));
    await expect(store().suggest(candidateOf('a', { version: 2 }))).rejects.toMatchObject({
      name: 'ServiceUnavailable',
    });
    expect(client.commandCalls(PutCommand)).toHaveLength(5);
  });

  it('passes on what is no condition', async () => {
    client.on(GetCommand).rejects(new Error('no route to host'));
    await expect(store().suggest(candidateOf('a'))).rejects.toThrow('no route to host');
  });

  it('refuses an item that does not fit its schema', async () => {
    client.on(GetCommand).resolves({ Item: { candidate: { candidate_id: 'x' }, outcome: 'suggested' } });
    await expect(store().candidate(ids.candidate('a'))).rejects.toThrow(/candidate_id/);
  });
});

import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CaseStore } from '#ports';
import { Candidate, Case, CaseEvent } from '#schemas/case.ts';
import { Failure } from '#schemas/failures.ts';
import {
  candidateIndex,
  candidateKey,
  candidatesIndexed,
  caseItem,
  caseKey,
  eventItem,
  eventsIndexed,
  presenceKey,
} from './case-keys.ts';
import { intakeStore } from './case-intakes.ts';
import { documentClient, holds, queryAll } from './dynamo.ts';

const TRIES = 5;

/** A candidate's item: what the last version did to it stands beside it, so that a repeat answers the same. */
const CandidateItem = z.object({
  candidate: Candidate,
  outcome: z.enum(['suggested', 'renewed']),
});
type CandidateItem = z.infer<typeof CandidateItem>;

/** The table `cases`: candidates, intake items, cases and their history. */
export function dynamoCaseStore(table: string, client: DynamoDBDocumentClient = documentClient()): CaseStore {
  const get = async (key: Record<string, string>) =>
    (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;
  const indexed = async (gsi1pk: string, newestFirst = false) =>
    queryAll(client, {
      TableName: table,
      IndexName: 'byStatus',
      KeyConditionExpression: 'gsi1pk = :key',
      ExpressionAttributeValues: { ':key': gsi1pk },
      ScanIndexForward: !newestFirst,
    });
  const stored = async (id: string): Promise<CandidateItem | undefined> => {
    const item = await get(candidateKey(id));
    return item && CandidateItem.parse(item);
  };
  const putEvent = (event: CaseEvent) => ({ Put: { TableName: table, Item: eventItem(event) } });
  /** The status alone changes: scores that were renewed meanwhile stay. */
  const moveOpen = (candidate: Candidate) => ({
    Update: {
      TableName: table,
      Key: candidateKey(candidate.candidate_id),
      UpdateExpression: 'SET candidate.#status = :status, gsi1pk = :index',
      ConditionExpression: 'candidate.#status = :open',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':status': candidate.status,
        ':open': 'open',
        ':index': candidatesIndexed(candidate.status),
      },
    },
  });
  const transact = async (writes: NonNullable<TransactWriteCommand['input']['TransactItems']>) =>
    holds(client.send(new TransactWriteCommand({ TransactItems: writes })));

  const place = async (
    candidate: Candidate,
    outcome: CandidateItem['outcome'],
    seen: Candidate | undefined,
  ): Promise<boolean> =>
    holds(
      client.send(
        new PutCommand({
          TableName: table,
          Item: { ...candidateKey(candidate.candidate_id), ...candidateIndex(candidate), candidate, outcome },
          ...(seen === undefined
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : {
                ConditionExpression: 'candidate.#status = :status AND candidate.#version = :version',
                ExpressionAttributeNames: { '#status': 'status', '#version': 'version' },
                ExpressionAttributeValues: { ':status': seen.status, ':version': seen.version },
              }),
        }),
      ),
    );

  return {
    ...intakeStore(table, client),
    suggest: async (candidate) => {
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const item = await stored(candidate.candidate_id);
        const seen = item?.candidate;
        if (item && seen?.version === candidate.version) return item.outcome;
        if (seen && seen.version > candidate.version) return 'kept';
        if (seen && seen.status !== 'open' && seen.status !== 'expired') return 'kept';
        const renews = seen?.status === 'open';
        const next = renews ? { ...candidate, first_suggested_on: seen.first_suggested_on } : candidate;
        const outcome = renews ? 'renewed' : 'suggested';
        if (await place(next, outcome, seen)) return outcome;
      }
      throw new Failure(
        'ServiceUnavailable',
        `candidate ${candidate.candidate_id} is changed too often; try again`,
      );
    },
    expire: async (candidate, event) =>
      transact([moveOpen({ ...candidate, status: 'expired' }), putEvent(event)]),
    candidates: async (status) =>
      (await indexed(candidatesIndexed(status), true)).map((item) => CandidateItem.parse(item).candidate),
    candidate: async (id) => (await stored(id))?.candidate,
    takeUp: async (candidate, opened, events, presence) => {
      const done = await transact([
        moveOpen({ ...candidate, status: 'taken_up' }),
        {
          Put: {
            TableName: table,
            Item: caseItem(opened),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        { Put: { TableName: table, Item: { ...presenceKey(presence), presence } } },
        ...events.map(putEvent),
      ]);
      if (!done) throw refusedUnlessOpen(candidate, 'taken up');
    },
    dismiss: async (candidate, event) => {
      const done = await transact([moveOpen({ ...candidate, status: 'dismissed' }), putEvent(event)]);
      if (!done) throw refusedUnlessOpen(candidate, 'dismissed');
    },
    case: async (id) => {
      const item = await get(caseKey(id));
      return item && Case.parse(item.case);
    },
    append: async (event) => {
      await holds(
        client.send(
          new PutCommand({
            ...putEvent(event).Put,
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
    },
    history: async (subjectId) => {
      const items = await queryAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `history#${subjectId}` },
      });
      return items.map((item) => CaseEvent.parse(item.event));
    },
    eventsOfVersion: async (version) =>
      (await indexed(eventsIndexed(version))).map((item) => CaseEvent.parse(item.event)),
  };
}

const refusedUnlessOpen = (candidate: Candidate, verb: string) =>
  new Failure(
    'TransitionRefused',
    `candidate ${candidate.candidate_id} may be ${verb} only while it is open`,
  );

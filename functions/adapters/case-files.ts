import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CaseFiles, Presence } from '#ports';
import { Case, type CaseEvent } from '#schemas/case.ts';
import { CaseFile, type CasePart, RecordedOutcome, Task } from '#schemas/case-file.ts';
import { Failure } from '#schemas/failures.ts';
import {
  candidateKey,
  caseItem,
  caseKey,
  casesIndexed,
  contactKey,
  eventItem,
  outcomeKey,
  partItem,
  partKey,
  presenceKey,
  sharedIndexed,
} from './case-keys.ts';
import { documentClient, holds, queryAll } from './dynamo.ts';

const StoredPresence = z.object({
  subjectToken: z.string(),
  teamToken: z.string(),
  contactToken: z.string(),
  since: z.string(),
});

/** What is in cases, in the table `cases`: a case's parts stand beside it, under one partition key. */
export function dynamoCaseFiles(table: string, client: DynamoDBDocumentClient = documentClient()): CaseFiles {
  type Writes = NonNullable<TransactWriteCommand['input']['TransactItems']>;
  const transact = async (writes: Writes) =>
    holds(client.send(new TransactWriteCommand({ TransactItems: writes })));
  const get = async (key: Record<string, string>) =>
    (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;
  const partition = async (pk: string) =>
    queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    });
  const indexed = async (gsi1pk: string, newestFirst = false) =>
    queryAll(client, {
      TableName: table,
      IndexName: 'byStatus',
      KeyConditionExpression: 'gsi1pk = :key',
      ExpressionAttributeValues: { ':key': gsi1pk },
      ScanIndexForward: !newestFirst,
    });
  const putEvent = (event: CaseEvent) => ({ Put: { TableName: table, Item: eventItem(event) } });
  const putPresence = (presence: Presence) => ({
    Put: { TableName: table, Item: { ...presenceKey(presence), presence } },
  });
  const whileOpen = (caseId: string) => ({
    ConditionCheck: {
      TableName: table,
      Key: caseKey(caseId),
      ConditionExpression: '#case.#status = :open',
      ExpressionAttributeNames: { '#case': 'case', '#status': 'status' },
      ExpressionAttributeValues: { ':open': 'open' },
    },
  });
  const there = async (part: CasePart) => (await get(partKey(part))) !== undefined;

  return {
    casesOf: async (team, status) =>
      (await indexed(casesIndexed(team, status), true)).map((item) => Case.parse(item.case)),
    file: async (caseId) => {
      const items = await partition(caseKey(caseId).pk);
      const opened = items.find((item) => item.sk === 'case');
      const parts = (prefix: string) =>
        items.filter((item) => String(item.sk).startsWith(prefix)).map((item) => item.part);
      return (
        opened &&
        CaseFile.parse({
          case: opened.case,
          tasks: parts('task#'),
          notes: parts('note#'),
          interventions: parts('intervention#'),
        })
      );
    },
    tasksSharedWith: async (team) =>
      (await indexed(sharedIndexed(team))).map((item) => Task.parse(item.part)),
    takeUpBeside: async (opened, events, presence) => {
      const done = await transact([
        {
          ConditionCheck: {
            TableName: table,
            Key: candidateKey(opened.origin_id),
            ConditionExpression: 'candidate.#status = :taken',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: { ':taken': 'taken_up' },
          },
        },
        {
          Put: {
            TableName: table,
            Item: caseItem(opened),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        putPresence(presence),
        ...events.map(putEvent),
      ]);
      if (!done)
        throw new Failure(
          'TransitionRefused',
          `your team has a case on candidate ${opened.origin_id} already`,
        );
    },
    add: async (part, event) => {
      const done = await transact([
        whileOpen(part.value.case_id),
        {
          Put: { TableName: table, Item: partItem(part), ConditionExpression: 'attribute_not_exists(pk)' },
        },
        putEvent(event),
      ]);
      if (!done && !(await there(part))) throw closedAlready(part.value.case_id);
      return done;
    },
    change: async (part, seen, event) => {
      const done = await transact([
        whileOpen(part.value.case_id),
        {
          Put: {
            TableName: table,
            Item: partItem(part),
            ConditionExpression: '#part.revision = :seen',
            ExpressionAttributeNames: { '#part': 'part' },
            ExpressionAttributeValues: { ':seen': seen },
          },
        },
        putEvent(event),
      ]);
      if (!done)
        throw new Failure(
          'TransitionRefused',
          'it was changed by somebody else meanwhile, or its case is closed: look again',
        );
    },
    close: async (closed, event, presence) => {
      const done = await transact([
        {
          Put: {
            TableName: table,
            Item: caseItem(closed),
            ConditionExpression: '#case.#status = :open',
            ExpressionAttributeNames: { '#case': 'case', '#status': 'status' },
            ExpressionAttributeValues: { ':open': 'open' },
          },
        },
        { Delete: { TableName: table, Key: presenceKey(presence) } },
        putEvent(event),
      ]);
      if (!done) throw closedAlready(closed.case_id);
    },
    recordOutcome: async (outcome, event) =>
      transact([
        {
          Put: {
            TableName: table,
            Item: { ...outcomeKey(outcome.origin_id), outcome },
            ConditionExpression: 'attribute_not_exists(pk) OR (outcome.#found = :open AND :found <> :open)',
            ExpressionAttributeNames: { '#found': 'found' },
            ExpressionAttributeValues: { ':open': 'open', ':found': outcome.found },
          },
        },
        putEvent(event),
      ]),
    outcome: async (originId) => {
      const item = await get(outcomeKey(originId));
      return item && RecordedOutcome.parse(item.outcome);
    },
    presences: async (subjectToken) =>
      (await partition(`presence#${subjectToken}`))
        .map((item) => StoredPresence.parse(item.presence))
        .toSorted((left, right) =>
          `${left.since} ${left.teamToken}` < `${right.since} ${right.teamToken}` ? -1 : 1,
        ),
    setContact: async (token, contact, event) => {
      await transact([
        { Put: { TableName: table, Item: { ...contactKey(token), contact } } },
        putEvent(event),
      ]);
    },
    contact: async (token) => {
      const item = await get(contactKey(token));
      return item && z.string().parse(item.contact);
    },
  };
}

const closedAlready = (caseId: string) =>
  new Failure('TransitionRefused', `case ${caseId} is closed, so nothing in it changes`);

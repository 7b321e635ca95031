import * as z from 'zod';
import type { System } from './system.ts';

const PROPOSER = { id: 'a.visser', team: 'toezicht', role: 'case_worker' } as const;
const APPROVER = { id: 'm.dekker', team: 'openbare-orde', role: 'case_worker' } as const;

const List = z.object({ list_id: z.string(), topic_arn: z.string() });
const Entry = z.object({ entry_id: z.string() });

export type WatchedList = { readonly listId: string; readonly topicArn: string };

export async function makeList({ clients, output }: System): Promise<WatchedList> {
  const list = List.parse(
    await clients.invoke(output('WatchDoorFunction'), {
      operation: 'create_list',
      actor: PROPOSER,
      title: 'Top 10',
      purpose: 'Acceptance of the deployed system',
    }),
  );
  return { listId: list.list_id, topicArn: list.topic_arn };
}

/** Who let most raided places comes on the list: proposed by one person, approved by another of another team (R33). */
export async function watchLandlord(list: WatchedList, { clients, output }: System): Promise<string> {
  const door = output('WatchDoorFunction');
  const [found] = await clients.query(`
    SELECT relations.to_entity_id AS subject, count(DISTINCT relations.from_entity_id) AS raids,
      array_join(array_agg(relations.record_id ORDER BY relations.record_id), ',') AS records
    FROM relations
    JOIN entities ON entities.entity_id = relations.from_entity_id
    WHERE relations.role = 'landlord' AND json_extract_scalar(entities.attributes, '$.event_type') = 'raid'
    GROUP BY relations.to_entity_id
    ORDER BY raids DESC, subject
    LIMIT 1`);
  const records = (found?.records ?? '').split(',').slice(0, 2);
  if (records.length < 2) throw new Error('no landlord stands in two raids');
  const { entry_id } = Entry.parse(
    await clients.invoke(door, {
      operation: 'propose',
      actor: PROPOSER,
      list_id: list.listId,
      subject_entity_id: found?.subject,
      criterion: 'landlord of two or more addresses closed under art. 13b Opiumwet',
      reason: 'Let several addresses at which a raid found drugs.',
      legal_basis: 'Gemeentewet art. 172; Opiumwet art. 13b',
      facts: records.map((record_id) => ({
        record_id,
        source: 'raids',
        statement: 'Named as landlord in the file of this raid.',
      })),
      sources: ['raids', 'reports', 'brp'],
    }),
  );
  const approval = { operation: 'approve', list_id: list.listId, entry_id };
  const alone = await clients.invoke(door, { ...approval, actor: PROPOSER }).then(
    () => 'approved',
    (error: unknown) => String(error),
  );
  if (!/RuleViolated/.test(alone)) throw new Error(`R33: the proposer's own approval was not refused`);
  await clients.invoke(door, { ...approval, actor: APPROVER });
  return entry_id;
}

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { required } from './clients.ts';
import type { MainJob } from './main-job.ts';

const PROPOSER = { id: 'a.visser', team: 'toezicht', role: 'case_worker' } as const;
const APPROVER = { id: 'm.dekker', team: 'openbare-orde', role: 'case_worker' } as const;
const SUBSCRIBER = 'wijkteam@gemeente.example';
const READ = {
  purpose: 'looking after the watch list of undermining crime',
  legal_basis: 'Gemeentewet art. 172',
} as const;

const List = z.object({ list_id: z.string(), entries: z.number().or(z.array(z.unknown())) });
const Entry = z.object({ entry_id: z.string() });
const Subscribed = z.object({ subscription_id: z.string() });

/** The person who appears in the most raids as landlord: two rows and more, the facts that a proposal rests on. */
const LANDLORD_OF_RAIDS = `
  SELECT relations.to_entity_id AS subject, count(DISTINCT relations.from_entity_id) AS raids,
    array_join(array_agg(relations.record_id ORDER BY relations.record_id), ',') AS records
  FROM relations
  JOIN entities ON entities.entity_id = relations.from_entity_id
  WHERE relations.role = 'landlord' AND relations.to_entity_id LIKE 'per-%'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'raid'
  GROUP BY relations.to_entity_id
  ORDER BY raids DESC, subject
  LIMIT 1`;

/** One entry of a "top 10": proposed by one person, approved by another, with an e-mail subscriber who confirms. */
export async function watchSomeone(job: MainJob): Promise<void> {
  const { clients, cloud, progress } = job;
  const door = required(cloud.outputs, 'WatchDoorFunction');
  const ask = async (request: Record<string, unknown>) => clients.invoke(door, request);
  const lists = z.array(List).parse(await ask({ operation: 'show_lists', actor: PROPOSER, ...READ }));
  if (lists.some((list) => list.entries !== 0)) return;

  const [found] = await clients.query(LANDLORD_OF_RAIDS);
  const subject = found?.subject ?? undefined;
  const records = (found?.records ?? '').split(',').slice(0, 2);
  if (subject === undefined || records.length < 2) {
    progress.say('Nobody appears in two raids, so no watch entry is proposed');
    return;
  }
  const list =
    lists[0] ??
    List.parse(
      await ask({
        operation: 'create_list',
        actor: PROPOSER,
        title: 'Top 10',
        purpose: 'Early knowledge of what happens around repeated raids',
      }),
    );
  const proposed = Entry.parse(
    await ask({
      operation: 'propose',
      actor: PROPOSER,
      list_id: list.list_id,
      subject_entity_id: subject,
      criterion: 'landlord of two or more addresses closed under art. 13b Opiumwet',
      reason: `Let ${found?.raids ?? 'several'} addresses at which a raid found drugs.`,
      legal_basis: 'Gemeentewet art. 172; Opiumwet art. 13b',
      facts: records.map((record) => ({
        record_id: record,
        source: 'raids',
        statement: 'Named as landlord in the file of this raid.',
      })),
      sources: ['raids', 'reports', 'brp'],
    }),
  );
  const subscribed = Subscribed.parse(
    await ask({
      operation: 'subscribe',
      actor: APPROVER,
      list_id: list.list_id,
      channel: 'email',
      endpoint: SUBSCRIBER,
    }),
  );
  await ask({
    operation: 'confirm',
    actor: APPROVER,
    list_id: list.list_id,
    subscription_id: subscribed.subscription_id,
    code: await confirmationLink(job, SUBSCRIBER),
  });
  await ask({ operation: 'approve', actor: APPROVER, list_id: list.list_id, entry_id: proposed.entry_id });
  progress.say(
    `Watch entry ${proposed.entry_id}: proposed by ${PROPOSER.id} (${PROPOSER.team}), approved by ${APPROVER.id} (${APPROVER.team}); ${SUBSCRIBER} subscribed and confirmed`,
  );
}

/** The link of the confirmation mail, as its reader would copy it. */
async function confirmationLink({ cloud }: MainJob, address: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const mail = cloud.sns
      .deliveries()
      .find((delivery) => delivery.kind === 'confirmation' && delivery.endpoint === address);
    const link =
      mail && /https?:\/\/\S+Action=ConfirmSubscription\S+/.exec(readFileSync(mail.file, 'utf8'))?.[0];
    if (link !== undefined) return link;
    await sleep(50);
  }
  throw new Error('no confirmation mail came');
}

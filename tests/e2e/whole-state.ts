import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { required } from '#local/main-job/clients.ts';
import { LAKE_TABLES } from '#schemas/tables.ts';
import * as z from 'zod';
import { EventRow, foldEvents } from './event-fold.ts';
import type { Town } from './open-town.ts';

/** Sorted rows of every table, as text in which nothing stands that may differ between equal runs. */
export type WholeState = Readonly<Record<string, readonly string[]>>;

/** Random, taken from the clock, or a count of attempts: no two runs agree on it. */
const OF_A_RUN = [
  'token',
  'expires_at',
  'leased_until',
  'message_id',
  'topic_arn',
  'subscription_arn',
  'object_version',
  'object_sequencer',
  'arrival',
  // Files of a version carry the lock's token in their names, which grows with every attempt.
  'files',
];
/** Hangs on which files were linked together. */
const OF_A_GROUPING = ['version', 'input_hash'];
const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?/g;
const DAY = /\b\d{4}-\d\d-\d\d\b/g;
const ID = /\b([a-z]{3})-[a-z2-7]{26}/g;
/** A list of entities under the names of their smallest records, in JSON within JSON. */
const RENAMED_LIST = /\[((?:\\*"rec-[a-z2-7]{26}\\*",?)+)\]/g;
/** Ids that are random, or made of one that is. The others follow from the data. */
const RANDOM_IDS = ['lst', 'ent', 'sub', 'alt', 'wev'];
/** Ids made of an entity's, which hangs on the record that came first. */
const DERIVED_IDS = ['fnd', 'cnd', 'cev'];
/**
 * What happened on the way: was suggested and thought better of, became of communities version by version. And of
 * several shortest paths the one that is told is chosen by ids.
 */
const OF_THE_WAY = [
  'case_events',
  'network_changes',
  'network_paths',
  'RegistryTable',
  'CasesTable',
  'WatchTable',
];

export type StateOptions = {
  /** The newest day that any file speaks of; days after it are taken from the clock and left out. */
  readonly lastDay: string;
  /**
   * Whether other files may have been linked together: then entities and communities are named by their smallest
   * record, what tells of the way there is left out, or how often it is told, and of the events of entities it is told what they come to.
   */
  readonly anyGrouping?: boolean;
};

/** Every table of the lake at its pointer, every item of DynamoDB, and every message that went out, without times. */
export async function wholeState(
  { cloud, clients }: Town,
  { lastDay, anyGrouping = false }: StateOptions,
): Promise<WholeState> {
  const names = new Map<string, string>();
  const name = async (sql: string): Promise<void> => {
    for (const row of await clients.query(sql)) names.set(row.id ?? '', row.name ?? '');
  };
  await name('SELECT delivery_id AS id, object_key AS name FROM deliveries');
  if (anyGrouping) {
    await name('SELECT entity_id AS id, min(record_id) AS name FROM members GROUP BY entity_id');
    await name(
      'SELECT community_id AS id, min(record_id) AS name FROM communities JOIN members ON members.entity_id = communities.entity_id GROUP BY community_id',
    );
  }
  const leftOut = new Set([...OF_A_RUN, ...(anyGrouping ? OF_A_GROUPING : [])]);
  const masked = new Set([...RANDOM_IDS, ...(anyGrouping ? DERIVED_IDS : [])]);
  const written = (row: unknown): string =>
    JSON.stringify(row, (key, value: unknown) => {
      if (leftOut.has(key)) return undefined;
      return anyGrouping && key === 'joined' ? byName(value, names) : value;
    })
      .replaceAll(TIME, 'time')
      .replaceAll(DAY, (day) => (day > lastDay ? 'later' : day))
      .replaceAll(ID, (id, kind: string) => names.get(id) ?? (masked.has(kind) ? kind : id))
      // Evidence lists ids in their order, which is another one when entities have other ids.
      .replaceAll(RENAMED_LIST, (_all, ids: string) => `[${ids.split(',').sort().join(',')}]`);
  const sorted = (rows: readonly unknown[], once = false): string[] => {
    const texts = rows.map(written);
    return (once ? [...new Set(texts)] : texts).sort();
  };

  const state: Record<string, readonly string[]> = {};
  const lake = LAKE_TABLES.map(async (table) => {
    const rows = await clients.query(`SELECT * FROM verband_${table.database}.${table.name}`);
    state[table.name] = sorted(rows, anyGrouping && table.history === 'log');
  });
  const dynamo = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: cloud.url,
      region: required(cloud.environment, 'AWS_REGION'),
      credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
    }),
  );
  const contexts = ['RegistryTable', 'CasesTable', 'WatchTable'].map(async (output) => {
    const items: unknown[] = [];
    for await (const page of paginateScan({ client: dynamo }, { TableName: required(cloud.outputs, output) }))
      items.push(...(page.Items ?? []));
    state[output] = sorted(items);
  });
  await Promise.all([...lake, ...contexts]);
  dynamo.destroy();
  // A message may come twice when nobody knows whether it was taken; it must come once.
  state['outbox'] = sorted(
    cloud.sns
      .deliveries()
      .filter(({ kind }) => kind === 'notification')
      .map(({ endpoint, text }) => ({ endpoint, text })),
    true,
  );
  if (anyGrouping) {
    for (const table of OF_THE_WAY) delete state[table];
    const rows = await clients.query('SELECT * FROM verband_analysis.entity_events');
    const { standing, faults } = foldEvents(z.array(EventRow).parse(rows));
    state['entity_events'] = [...sorted([...standing].map((id) => `${id} stands`)), ...faults];
  }
  return state;
}

/** A list of ids as JSON text, in the order of the names that they get. */
function byName(value: unknown, names: ReadonlyMap<string, string>): readonly string[] {
  const ids = z.array(z.string()).parse(JSON.parse(z.string().parse(value)));
  return ids.map((id) => names.get(id) ?? id).toSorted();
}

/** Which files were linked together, in the order of the versions. */
export async function linkedTogether({ clients }: Town): Promise<string[]> {
  const rows = await clients.query(
    "SELECT array_join(array_agg(object_key ORDER BY object_key), ' + ') AS files FROM deliveries WHERE version IS NOT NULL GROUP BY version ORDER BY version",
  );
  return rows.map(({ files }) => files ?? '');
}

/** The tables in which two states differ, each with rows that only one of them has; empty when they are equal. */
export function differences(expected: WholeState, found: WholeState): string[] {
  return Object.keys({ ...expected, ...found }).flatMap((table) => {
    const [wanted = [], got = []] = [expected[table], found[table]];
    if (wanted.length === got.length && wanted.every((row, index) => row === got[index])) return [];
    const only = (rows: readonly string[], others: readonly string[]) => {
      const there = new Set(others);
      return rows.filter((row) => !there.has(row)).slice(0, 3);
    };
    return [
      `${table}: ${wanted.length} rows expected, ${got.length} found`,
      ...only(wanted, got).map((row) => `  - ${row}`),
      ...only(got, wanted).map((row) => `  + ${row}`),
    ];
  });
}

import { createHash } from 'node:crypto';
import type { Clients } from '#local/main-job/clients.ts';

/** An entity named by its smallest record: which id it got hangs on the order of drops, who belongs together does not. */
const NAMED = `named AS (SELECT entity_id, min(record_id) AS name FROM members GROUP BY entity_id)`;

const QUERIES: Readonly<Record<string, string>> = {
  members: `WITH ${NAMED} SELECT named.name, members.record_id, members.source FROM members JOIN named USING (entity_id)`,
  entities: `WITH ${NAMED} SELECT named.name, entities.kind, entities.first_seen, entities.last_seen, entities.attributes
    FROM entities JOIN named USING (entity_id)`,
  relations: `WITH ${NAMED} SELECT a.name AS from_name, b.name AS to_name, role, since, until, record_id, in_research
    FROM relations JOIN named a ON a.entity_id = from_entity_id JOIN named b ON b.entity_id = to_entity_id`,
  links: 'SELECT left_record_id, right_record_id, weight_bits, probability, explanation FROM links',
  scores: `WITH ${NAMED} SELECT named.name, theme, score FROM scores JOIN named ON named.entity_id = subject_entity_id`,
};

/** A hash per table over its sorted rows, in which no id and no version stands that hangs on the order of drops. */
export async function partitionOf(clients: Clients): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = {};
  for (const [table, sql] of Object.entries(QUERIES)) {
    const rows = (await clients.query(sql)).map((row) => JSON.stringify(row));
    rows.sort((one, other) => (one < other ? -1 : 1));
    hashes[table] =
      `${rows.length} rows ${createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 16)}`;
  }
  return hashes;
}

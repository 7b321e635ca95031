import { createHash } from 'node:crypto';
import type { Clients } from '#local/main-job/clients.ts';

/** Tables of the analysis database, with the columns that hold no time and no version. */
const TABLES: Readonly<Record<string, string>> = {
  entities: 'entity_id, kind, first_seen, last_seen, attributes',
  members: 'entity_id, record_id, source',
  links: 'left_record_id, right_record_id, weight_bits, probability, explanation',
  relations: 'from_entity_id, to_entity_id, role, since, until, record_id, in_research',
  findings: 'finding_id, pattern_id, subject_entity_id, strength, evidence, withheld',
  scores: 'subject_entity_id, theme, score, contributions, model, input_hash',
  deliveries: 'source, object_key, rows_read, rows_accepted, rows_rejected, status, reasons, reference_date',
  rejects: 'line, column_name, reason, message',
};

/** A hash per table over its sorted rows: equal hashes, equal state. */
export async function stateOf(clients: Clients): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = {};
  for (const [table, columns] of Object.entries(TABLES)) {
    const rows = (await clients.query(`SELECT ${columns} FROM ${table}`))
      .map((row) => JSON.stringify(row))
      .sort();
    hashes[table] =
      `${rows.length} rows ${createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 16)}`;
  }
  return hashes;
}

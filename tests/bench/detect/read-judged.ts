import { required } from '#local/main-job/clients.ts';
import { Theme } from '#schemas/finding.ts';
import type { Town } from '#tests/e2e/open-town.ts';
import type { Judged } from './evaluate.ts';

/** Reads from the lake, as an analyst may, what the judged version says; entities under their BAG and KVK numbers. */
export async function readJudged({ clients, cloud }: Town): Promise<Judged> {
  const restricted = required(cloud.outputs, 'AthenaRestrictedDatabase');
  const names = new Map<string, string>();
  for (const [source, column] of [
    ['bag', 'number_id'],
    ['kvk', 'kvk_number'],
  ] as const)
    for (const row of await clients.query(`
      SELECT DISTINCT members.entity_id AS id, records.${column} AS name
      FROM "${restricted}".records JOIN members ON members.record_id = records.record_id
      WHERE records.source = '${source}' AND records.parent_record_id IS NULL`))
      names.set(row.id ?? '', row.name ?? '');
  const nameOf = (id: string | null | undefined): string => names.get(id ?? '') ?? id ?? '';

  const scores = await clients.query('SELECT subject_entity_id AS id, theme, score FROM scores');
  const reports = await clients.query(`
    SELECT relations.to_entity_id AS id, count(DISTINCT relations.from_entity_id) AS reports FROM relations
    JOIN entities ON entities.entity_id = relations.from_entity_id
    WHERE relations.role = 'location' AND json_extract_scalar(entities.attributes, '$.event_type') = 'report'
    GROUP BY relations.to_entity_id`);
  const communities = await clients.query(`
    SELECT entity_id AS id, community_id FROM communities
    WHERE entity_id LIKE 'adr-%' OR entity_id LIKE 'com-%'`);
  const findings = await clients.query('SELECT subject_entity_id AS id, evidence FROM findings');
  return {
    population: [...names.values()],
    scores: scores.map((row) => ({
      subject: nameOf(row.id),
      theme: Theme.parse(row.theme),
      score: Number(row.score),
    })),
    reports: new Map(reports.map((row) => [nameOf(row.id), Number(row.reports)])),
    communities: new Map(communities.map((row) => [nameOf(row.id), row.community_id ?? ''])),
    together: findings.map((row) => [
      nameOf(row.id),
      ...[...(row.evidence ?? '').matchAll(/(?:adr|com)-[a-z2-7]{26}/g)].map(([id]) => nameOf(id)),
    ]),
  };
}

/** A query that analysts find ready in the workgroup; it runs on the plain names, at the pointer. */
export type ReadyNetworkQuery = {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
};

/** Questions about networks that patterns do not ask, for people to look at. Nothing of them is about a person (R2). */
export const networkQueries: readonly ReadyNetworkQuery[] = [
  {
    name: 'network_connectors',
    description:
      'Who connects two communities: every pair, with the places, companies, vehicles and events between them',
    sql: `SELECT left_one.community_id, right_one.community_id AS other_community_id,
  brokers.entity_id, entities.kind, brokers.betweenness, brokers.degree
FROM brokers
JOIN entities ON entities.entity_id = brokers.entity_id
CROSS JOIN UNNEST(CAST(json_parse(brokers.joined) AS varchar ARRAY)) AS left_one (community_id)
CROSS JOIN UNNEST(CAST(json_parse(brokers.joined) AS varchar ARRAY)) AS right_one (community_id)
WHERE left_one.community_id < right_one.community_id
ORDER BY brokers.betweenness DESC, left_one.community_id, right_one.community_id, brokers.entity_id`,
  },
  {
    name: 'network_paths_between_raids',
    description:
      'The shortest ways between raided addresses, shortest first, and whether both lie in one community',
    sql: `SELECT network_paths.from_entity_id, network_paths.to_entity_id, network_paths.length, network_paths.via,
  left_one.community_id AS from_community_id, right_one.community_id AS to_community_id,
  coalesce(left_one.community_id = right_one.community_id, false) AS in_one_community
FROM network_paths
LEFT JOIN communities AS left_one ON left_one.entity_id = network_paths.from_entity_id
LEFT JOIN communities AS right_one ON right_one.entity_id = network_paths.to_entity_id
ORDER BY network_paths.length, network_paths.from_entity_id, network_paths.to_entity_id`,
  },
  {
    name: 'networks_that_grew',
    description:
      'Communities that came or grew in the last month, the most raids and the greatest growth first',
    sql: `SELECT network_changes.community_id, network_changes.event, network_changes.members_before,
  network_changes.members_after,
  count(*) FILTER (WHERE entities.kind = 'address') AS addresses,
  count(*) FILTER (WHERE entities.kind = 'company') AS companies,
  count(*) FILTER (WHERE json_extract_scalar(entities.attributes, '$.event_type') = 'raid') AS raids
FROM network_changes
JOIN communities ON communities.community_id = network_changes.community_id
JOIN entities ON entities.entity_id = communities.entity_id
WHERE network_changes.event IN ('created', 'grown', 'split')
GROUP BY network_changes.community_id, network_changes.event, network_changes.members_before,
  network_changes.members_after
ORDER BY raids DESC, network_changes.members_after - network_changes.members_before DESC,
  network_changes.community_id`,
  },
];

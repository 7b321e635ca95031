-- id: growing_network
-- version: 1
-- title_nl: Adres in een netwerk met invallen dat groeit
-- title_en: An address in a network with raids that grows
-- theme: network
-- subject: address
-- direction: for
-- basis: fact
-- weight: 10
-- counts_once: network_place
-- explains: -
-- legal_basis: Art. 13b Opiumwet; art. 5:11 Awb (supervision); art. 2 Wet gegevensverwerking door samenwerkingsverbanden (RIEC)
-- reads: raid
-- sources: raids, kvk, kvk-officers, transfers, vehicles
-- lawful_because: A network that gained members or took in another one within the month is news to who works on its
--   raids. Its addresses are named so that the teams look together; nobody is scored (R2).
-- proxy_risk: A network grows by what is delivered: a new file may double it. So growth counts by ratio, only with raids
--   inside, it weighs little by itself, and a network that just came about is not called growth.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH raided AS (
  SELECT communities.community_id, count(*) AS raids, array_agg(DISTINCT communities.entity_id) AS raid_ids
  FROM communities
  JOIN entities ON entities.entity_id = communities.entity_id
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'raid'
  GROUP BY communities.community_id
),
grown AS (
  SELECT network_changes.community_id, network_changes.members_before, network_changes.members_after, network_changes.since,
    raided.raids, raided.raid_ids
  FROM network_changes
  JOIN raided ON raided.community_id = network_changes.community_id
  WHERE network_changes.event = 'grown'
    AND network_changes.members_before >= 1
    AND network_changes.members_after > network_changes.members_before
)
-- All of it when it doubled, half of that with one raid inside, three quarters with two.
SELECT communities.entity_id AS subject_entity_id,
  least(1e0, CAST(grown.members_after - grown.members_before AS double) / grown.members_before)
    * (1e0 - power(5e-1, grown.raids)) AS strength,
  json_format(CAST(CAST(
    ROW(grown.members_before, grown.members_after, CAST(grown.since AS varchar), grown.raids,
      array_sort(grown.raid_ids))
    AS ROW(members_before bigint, members_after bigint, since varchar, raids bigint, raid_ids varchar ARRAY)) AS JSON)) AS evidence,
  -- Ties under investigation are not in the network (R12).
  false AS withheld
FROM grown
JOIN communities ON communities.community_id = grown.community_id
WHERE communities.entity_id LIKE 'adr-%'

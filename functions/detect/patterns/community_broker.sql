-- id: community_broker
-- version: 1
-- title_nl: Adres dat gemeenschappen met invallen verbindt
-- title_en: An address that connects communities with raids
-- theme: network
-- subject: address
-- direction: for
-- basis: fact
-- weight: 15
-- counts_once: network_place
-- explains: -
-- legal_basis: Art. 13b Opiumwet; art. 5:11 Awb (supervision); art. 2 Wet gegevensverwerking door samenwerkingsverbanden (RIEC)
-- reads: raid
-- sources: raids, kvk, kvk-officers, transfers, vehicles
-- lawful_because: What connects two groups, each with raids of its own, is where supervision may learn most. The address is
--   named; of the people through whom ways run nothing is measured or kept (R2).
-- proxy_risk: Shops, offices and large buildings tie people who have nothing to do with each other. So ties of hubs and of
--   registrations weigh little in the network, both communities must have raids, and no tie under investigation is in it.
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
joined AS (
  SELECT brokers.entity_id AS address_id, brokers.betweenness, brokers.degree, parts.community_id
  FROM brokers
  CROSS JOIN UNNEST(CAST(json_parse(brokers.joined) AS varchar ARRAY)) AS parts (community_id)
  WHERE brokers.entity_id LIKE 'adr-%'
),
counted AS (
  SELECT joined.address_id, joined.betweenness, joined.degree, count(*) AS communities, count(raided.community_id) AS with_raids,
    coalesce(sum(raided.raids), 0) AS raids
  FROM joined
  LEFT JOIN raided ON raided.community_id = joined.community_id
  GROUP BY joined.address_id, joined.betweenness, joined.degree
)
-- Half for two communities with raids, three quarters for three. A tenth of all ways is much: from there on the whole,
-- half of it where hardly any way runs through the address.
SELECT address_id AS subject_entity_id,
  (1e0 - power(5e-1, with_raids - 1)) * least(1e0, 5e-1 + 5e0 * betweenness) AS strength,
  json_format(CAST(CAST(
    ROW(communities, with_raids, raids, round(betweenness, 6), degree)
    AS ROW(communities bigint, with_raids bigint, raids bigint, betweenness double, ties bigint)) AS JSON)) AS evidence,
  -- Ties under investigation are not in the network (R12).
  false AS withheld
FROM counted
WHERE with_raids >= 2

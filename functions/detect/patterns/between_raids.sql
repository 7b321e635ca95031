-- id: between_raids
-- version: 1
-- title_nl: Adres op de kortste weg tussen invallen
-- title_en: An address on the shortest way between raids
-- theme: network
-- subject: address
-- direction: for
-- basis: fact
-- weight: 15
-- counts_once: network_place
-- explains: -
-- legal_basis: Art. 13b Opiumwet; art. 5:11 Awb (supervision); art. 2 Wet gegevensverwerking door samenwerkingsverbanden (RIEC)
-- reads: raid, location
-- sources: raids, kvk, kvk-officers, transfers, vehicles
-- lawful_because: Two raids with nothing in common on paper may have an address between them: a home, a seat, a shed. It is
--   named as a place to look at; the people on the way are not (R2).
-- proxy_risk: In a small town everybody is tied to everybody in a few steps. So only the nearest raids of each raid are paired,
--   long ways weigh less, raided places themselves are left out, and no tie under investigation is in the network.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH raided AS (
  SELECT DISTINCT relations.to_entity_id AS address_id
  FROM relations
  JOIN entities ON entities.entity_id = relations.from_entity_id
  WHERE relations.role = 'location'
    AND entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'raid'
),
ways AS (
  SELECT network_paths.from_entity_id, network_paths.to_entity_id, network_paths.length, steps.entity_id AS address_id
  FROM network_paths
  CROSS JOIN UNNEST(CAST(json_parse(network_paths.via) AS varchar ARRAY)) AS steps (entity_id)
  WHERE steps.entity_id LIKE 'adr-%'
),
-- The nearest that two raids can be with an address between them that is neither's place is six ties: place, raid,
-- person, address, person, raid, place. A longer way counts for less.
counted AS (
  SELECT ways.address_id, count(*) AS ways, min(ways.length) AS shortest, sum(least(1e0, 6e0 / ways.length)) AS weighed
  FROM ways
  LEFT JOIN raided ON raided.address_id = ways.address_id
  WHERE raided.address_id IS NULL
  GROUP BY ways.address_id
)
-- 0.3 for one way of six ties, 0.51 for two, 0.66 for three.
SELECT address_id AS subject_entity_id, 1e0 - power(7e-1, weighed) AS strength,
  json_format(CAST(CAST(
    ROW(ways, shortest) AS ROW(ways_between_raids bigint, shortest_ties bigint)) AS JSON)) AS evidence,
  -- Ties under investigation are not in the network (R12).
  false AS withheld
FROM counted

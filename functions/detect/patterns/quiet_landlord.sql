-- id: quiet_landlord
-- version: 1
-- title_nl: Grote verhuurder zonder voorvallen in zijn panden
-- title_en: A large landlord whose places are quiet
-- theme: property
-- subject: address
-- direction: against
-- basis: fact
-- weight: 15
-- counts_once: -
-- explains: repeated_buyer, owner_with_raids
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: report, raid, transfer, inspection, letting, location, owner, landlord, buyer
-- sources: transfers, rental-register, raids, inspections, reports
-- lawful_because: Who holds many places in which hardly anything was ever established lets by way of an honest trade.
-- proxy_risk: None found: it only ever lowers a score, and counts what was established at places, not who lives there.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH events AS (
  SELECT entities.entity_id AS event_id, relations.role, relations.to_entity_id AS named_id,
    json_extract_scalar(entities.attributes, '$.event_type') AS event_type,
    json_extract_scalar(entities.attributes, '$.outcome') AS outcome,
    json_extract_scalar(entities.attributes, '$.nature') AS nature,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) AS on_day,
    max(CASE WHEN relations.role = 'location' THEN relations.to_entity_id END)
      OVER (PARTITION BY entities.entity_id) AS place_id
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') IN ('raid', 'letting', 'transfer', 'inspection', 'report')
    AND relations.role IN ('location', 'owner', 'landlord', 'buyer')
),
troubled AS (
  SELECT DISTINCT events.place_id
  FROM events
  CROSS JOIN clock
  WHERE events.on_day > clock.as_of - INTERVAL '60' MONTH
    AND (events.event_type = 'raid'
      OR (events.event_type = 'inspection' AND events.outcome IN ('irregularity', 'violation'))
      OR (events.event_type = 'report' AND events.nature = 'fact'))
),
holdings AS (
  SELECT DISTINCT named_id AS party_id, place_id
  FROM events
  WHERE role IN ('owner', 'landlord', 'buyer') AND place_id IS NOT NULL
),
parties AS (
  SELECT holdings.party_id, count(*) AS places, count(troubled.place_id) AS troubled
  FROM holdings
  LEFT JOIN troubled ON troubled.place_id = holdings.place_id
  GROUP BY holdings.party_id
  HAVING count(*) >= 10
),
-- All of it where nothing was established at any place, nothing from one in ten places on, in full from forty places on.
measured AS (
  SELECT holdings.place_id, parties.places, parties.troubled,
    (1e0 - 1e1 * parties.troubled / parties.places) * least(1e0, parties.places / 4e1) AS strength,
    row_number() OVER (PARTITION BY holdings.place_id ORDER BY parties.places DESC, parties.troubled, parties.party_id) AS nth
  FROM holdings
  JOIN parties ON parties.party_id = holdings.party_id
  LEFT JOIN troubled ON troubled.place_id = holdings.place_id
  WHERE troubled.place_id IS NULL
)
SELECT place_id AS subject_entity_id, strength,
  json_format(CAST(CAST(ROW(places, troubled) AS ROW(places bigint, troubled_places bigint)) AS JSON)) AS evidence,
  false AS withheld
FROM measured
WHERE nth = 1 AND strength > 0

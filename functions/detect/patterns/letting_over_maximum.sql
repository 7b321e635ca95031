-- id: letting_over_maximum
-- version: 1
-- title_nl: Verhuurde woning met meer personen dan geregistreerd
-- title_en: A let dwelling with more persons than its registration allows
-- theme: housing
-- subject: address
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: -
-- explains: -
-- legal_basis: Art. 23a, 23b and 33 Huisvestingswet 2014 (registration, most persons and nights)
-- reads: consumption, letting, registered_at, location
-- sources: rental-register, brp, utilities
-- lawful_because: A maximum that the municipality set itself is held against its own register and against water use, for
--   the supervision of letting; it concerns who lets, not who sleeps there.
-- proxy_risk: Who shares a room by need is a victim of crowding. The finding names a dwelling and a maximum; water
--   weighs only above a quarter more than all allowed persons would use at home all year.
-- owner: Team Wonen en Toezicht
-- expires: 2028-10-31
WITH told AS (
  SELECT
    entities.entity_id AS event_id,
    relations.to_entity_id AS address_id,
    json_extract_scalar(entities.attributes, '$.event_type') AS event_type,
    json_extract_scalar(entities.attributes, '$.category') AS category,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) AS from_day,
    try_cast(json_extract_scalar(entities.attributes, '$.ended_on') AS date) AS to_day,
    try_cast(json_extract_scalar(entities.attributes, '$.max_persons') AS double) AS max_persons,
    try_cast(json_extract_scalar(entities.attributes, '$.water_m3') AS double) AS water_m3
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') IN ('letting', 'consumption')
),
-- The registration in force, of several for one address the one that allows most.
lettings AS (
  SELECT told.address_id, min(told.from_day) AS from_day, max(told.max_persons) AS max_persons,
    bool_or(told.category IN ('tourist', 'bed_and_breakfast')) AS tourist
  FROM told
  CROSS JOIN clock
  WHERE told.event_type = 'letting'
    AND told.max_persons >= 1
    AND told.from_day <= clock.as_of
    AND (told.to_day IS NULL OR told.to_day > clock.as_of)
  GROUP BY told.address_id
),
-- Water of the newest whole year within the registration.
water AS (
  SELECT lettings.address_id, max_by(told.water_m3, told.from_day) AS water_m3
  FROM lettings
  JOIN told ON told.address_id = lettings.address_id
  CROSS JOIN clock
  WHERE told.event_type = 'consumption'
    AND told.water_m3 IS NOT NULL
    AND told.from_day >= lettings.from_day - INTERVAL '1' MONTH
    AND told.from_day >= clock.as_of - INTERVAL '36' MONTH
  GROUP BY lettings.address_id
),
residents AS (
  SELECT relations.to_entity_id AS address_id, relations.from_entity_id AS person_id,
    bool_and(relations.in_research) AS in_research
  FROM relations
  JOIN lettings ON lettings.address_id = relations.to_entity_id
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.since IS NULL OR relations.since <= clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
  GROUP BY relations.to_entity_id, relations.from_entity_id
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT lettings.address_id, population.certain, lettings.max_persons, lettings.tourist,
    count(residents.person_id) FILTER (WHERE NOT (population.certain AND residents.in_research)) AS registered
  FROM lettings
  LEFT JOIN residents ON residents.address_id = lettings.address_id
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  GROUP BY lettings.address_id, population.certain, lettings.max_persons, lettings.tourist
),
-- A person at home uses 46 m3 a year (Nibud, CBS Watergebruik Thuis 2021: 128 litres a day). A host who lives there
-- comes on top of the guests. Full strength at twice what is allowed.
shares AS (
  SELECT counted.address_id, counted.certain, counted.registered, counted.max_persons, water.water_m3,
    CASE WHEN counted.tourist THEN 0e0 ELSE counted.registered / counted.max_persons - 1e0 END AS over_registered,
    coalesce(water.water_m3 / 46e0
      / (counted.max_persons + CASE WHEN counted.tourist THEN counted.registered ELSE 0 END) - 125e-2, 0e0) AS over_water
  FROM counted
  LEFT JOIN water ON water.address_id = counted.address_id
),
measured AS (
  SELECT address_id, certain,
    greatest(0e0, least(1e0, greatest(over_registered, over_water))) AS strength,
    json_format(CAST(CAST(
      ROW(max_persons, registered, water_m3, round(water_m3 / 46e0, 1))
      AS ROW(max_persons double, registered bigint, water_m3 double, persons_by_water double)) AS JSON)) AS evidence
  FROM shares
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
WHERE strength > 0
GROUP BY address_id

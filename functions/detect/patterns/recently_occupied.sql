-- id: recently_occupied
-- version: 1
-- title_nl: Pas gebouwd, gekocht of betrokken verklaart ongewoon verbruik
-- title_en: Just built, bought or moved into explains unusual use
-- theme: address
-- subject: address
-- direction: against
-- basis: fact
-- weight: 25
-- counts_once: -
-- explains: unregistered_use, low_water_with_benefit, power_low_for_household
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: address, transfer, consumption, registered_at, location
-- sources: bag, brp, transfers, utilities
-- lawful_because: A year's use of who lived there for part of it tells nothing of them.
-- proxy_risk: None found: it only ever lowers a score. It reads days on which a building, an owner or a household began.
-- owner: Team Basisregistraties
-- expires: 2028-10-31
WITH told AS (
  SELECT relations.to_entity_id AS address_id, relations.since,
    json_extract_scalar(entities.attributes, '$.event_type') AS event_type,
    try_cast(json_extract_scalar(entities.attributes, '$.power_kwh') AS double) AS power_kwh,
    try_cast(json_extract_scalar(entities.attributes, '$.water_m3') AS double) AS water_m3
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') IN ('transfer', 'consumption')
    AND relations.since BETWEEN clock.as_of - INTERVAL '36' MONTH AND clock.as_of
),
sales AS (
  SELECT told.address_id,
    max(CASE WHEN told.event_type = 'transfer' AND told.since >= clock.as_of - INTERVAL '24' MONTH THEN told.since END)
      AS sold_on,
    max_by(told.power_kwh, told.since) FILTER (WHERE told.power_kwh IS NOT NULL) AS power_kwh,
    max_by(told.water_m3, told.since) FILTER (WHERE told.water_m3 IS NOT NULL) AS water_m3
  FROM told
  CROSS JOIN clock
  GROUP BY told.address_id
),
-- The day from which anybody of now is registered.
households AS (
  SELECT relations.to_entity_id AS address_id, min(coalesce(relations.since, DATE '1900-01-01')) AS moved_in_on
  FROM relations
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND coalesce(relations.since <= clock.as_of, true)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
  GROUP BY relations.to_entity_id
),
days AS (
  SELECT entities.entity_id AS address_id, households.moved_in_on, sales.sold_on,
    CAST(json_extract_scalar(entities.attributes, '$.build_year') AS integer) AS build_year,
    greatest(
      coalesce(households.moved_in_on, DATE '1900-01-01'),
      coalesce(sales.sold_on, DATE '1900-01-01'),
      -- A year of completion alone: its last day.
      coalesce(CASE WHEN CAST(json_extract_scalar(entities.attributes, '$.build_year') AS integer) >= year(clock.as_of) - 2
        THEN try_cast(json_extract_scalar(entities.attributes, '$.build_year') || '-12-31' AS date) END, DATE '1900-01-01')) AS newest_on
  FROM entities
  CROSS JOIN clock
  LEFT JOIN households ON households.address_id = entities.entity_id
  LEFT JOIN sales ON sales.address_id = entities.entity_id
  WHERE entities.kind = 'address'
    -- Where there is something to explain: nobody is registered, or less is used than half an average home or person uses.
    AND ((households.address_id IS NULL AND sales.power_kwh > 0) OR sales.power_kwh < 1275e0 OR sales.water_m3 < 23e0)
)
-- All of it within a year, as use is told per calendar year, and nothing from two years on.
SELECT
  days.address_id AS subject_entity_id,
  least(1e0, (731 - date_diff('day', days.newest_on, clock.as_of)) / 365e0) AS strength,
  json_format(CAST(CAST(
    ROW(CAST(days.moved_in_on AS varchar), CAST(days.sold_on AS varchar), days.build_year)
    AS ROW(moved_in_on varchar, sold_on varchar, build_year bigint)) AS JSON)) AS evidence,
  false AS withheld
FROM days
CROSS JOIN clock
WHERE date_diff('day', days.newest_on, clock.as_of) < 731

-- id: improved_with_permit
-- version: 1
-- title_nl: Verbouwing met vergunning verklaart een hogere prijs
-- title_en: Building work with a permit explains a higher price
-- theme: property
-- subject: address
-- direction: against
-- basis: fact
-- weight: 18
-- counts_once: -
-- explains: abc_sale, price_far_from_value
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: address, transfer, permit, location
-- sources: permits, transfers, bag
-- lawful_because: Who builds, splits or renovates adds value; the municipality's own permit tells when.
-- proxy_risk: None found: it only ever lowers a score, and rests on the municipality's own decisions.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH told AS (
  SELECT relations.to_entity_id AS address_id, entities.entity_id AS event_id,
    json_extract_scalar(entities.attributes, '$.event_type') AS event_type,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) AS on_day
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  WHERE entities.kind = 'event'
    AND (json_extract_scalar(entities.attributes, '$.event_type') = 'transfer'
      OR (json_extract_scalar(entities.attributes, '$.event_type') = 'permit'
        AND json_extract_scalar(entities.attributes, '$.outcome') = 'granted'
        AND json_extract_scalar(entities.attributes, '$.category') IN ('building', 'division', 'conversion')))
),
sales AS (
  SELECT told.address_id, max(told.on_day) AS sold_on
  FROM told
  CROSS JOIN clock
  WHERE told.event_type = 'transfer'
    AND told.on_day BETWEEN clock.as_of - INTERVAL '60' MONTH AND clock.as_of
  GROUP BY told.address_id
),
works AS (
  SELECT sales.address_id, sales.sold_on, max(told.on_day) AS permitted_on, count(*) AS permits
  FROM sales
  JOIN told ON told.address_id = sales.address_id AND told.event_type = 'permit'
    AND told.on_day BETWEEN sales.sold_on - INTERVAL '36' MONTH AND sales.sold_on
  GROUP BY sales.address_id, sales.sold_on
),
-- A home that was built up to three years before it was sold was valued as land or as a shell.
built AS (
  SELECT sales.address_id, CAST(json_extract_scalar(entities.attributes, '$.build_year') AS integer) AS build_year
  FROM sales
  JOIN entities ON entities.entity_id = sales.address_id
  WHERE year(sales.sold_on) - CAST(json_extract_scalar(entities.attributes, '$.build_year') AS integer) BETWEEN 0 AND 3
)
-- A permit of the last year before the sale explains all of it, less with each further year.
SELECT sales.address_id AS subject_entity_id,
  greatest(
    CASE WHEN built.build_year IS NULL THEN 0e0 ELSE 1e0 END,
    coalesce(1e0 - greatest(0, date_diff('day', works.permitted_on, sales.sold_on) - 365) / 1095e0, 0e0)) AS strength,
  json_format(CAST(CAST(
    ROW(coalesce(works.permits, 0), CAST(works.permitted_on AS varchar), CAST(sales.sold_on AS varchar), built.build_year)
    AS ROW(permits bigint, permitted_on varchar, sold_on varchar, build_year bigint)) AS JSON)) AS evidence,
  false AS withheld
FROM sales
LEFT JOIN works ON works.address_id = sales.address_id
LEFT JOIN built ON built.address_id = sales.address_id
WHERE works.address_id IS NOT NULL OR built.address_id IS NOT NULL

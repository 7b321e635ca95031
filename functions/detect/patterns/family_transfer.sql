-- id: family_transfer
-- version: 1
-- title_nl: Verkoop binnen de familie verklaart een lage prijs
-- title_en: Sale within a family explains a low price
-- theme: property
-- subject: address
-- direction: against
-- basis: fact
-- weight: 15
-- counts_once: -
-- explains: price_far_from_value
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: person, transfer, location, buyer, seller
-- sources: transfers
-- lawful_because: Parents sell to children below value, and partners who part sell each other their half.
-- proxy_risk: None found: it only ever lowers a score. That a surname stands on both sides is seen by equal tokens; what
--   it is cannot be seen.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH parts AS (
  SELECT entities.entity_id AS transfer_id, relations.role, relations.to_entity_id AS named_id, relations.in_research,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) AS sold_on,
    try_cast(json_extract_scalar(entities.attributes, '$.price_eur') AS double) AS price_eur
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'transfer'
    AND relations.role IN ('location', 'buyer', 'seller')
),
sides AS (
  SELECT parts.transfer_id, parts.role, json_extract_scalar(entities.attributes, '$.surname_token') AS surname_token
  FROM parts
  JOIN entities ON entities.entity_id = parts.named_id
  WHERE parts.role IN ('buyer', 'seller')
),
related AS (
  SELECT transfer_id, count(DISTINCT surname_token) AS shared
  FROM (
    SELECT transfer_id, surname_token
    FROM sides
    WHERE surname_token IS NOT NULL
    GROUP BY transfer_id, surname_token
    HAVING bool_or(role = 'buyer') AND bool_or(role = 'seller')
  ) AS both_sides
  GROUP BY transfer_id
),
-- The share of a place's sales of the last five years that were such.
places AS (
  SELECT parts.named_id AS address_id, count(*) AS sales, count(related.transfer_id) AS within_family,
    max(CASE WHEN related.transfer_id IS NOT NULL THEN parts.sold_on END) AS sold_on
  FROM parts
  CROSS JOIN clock
  LEFT JOIN related ON related.transfer_id = parts.transfer_id
  WHERE parts.role = 'location'
    AND parts.sold_on BETWEEN clock.as_of - INTERVAL '60' MONTH AND clock.as_of
  GROUP BY parts.named_id
)
SELECT address_id AS subject_entity_id, CAST(within_family AS double) / sales AS strength,
  json_format(CAST(CAST(
    ROW(sales, within_family, CAST(sold_on AS varchar))
    AS ROW(sales bigint, within_family bigint, sold_on varchar)) AS JSON)) AS evidence,
  false AS withheld
FROM places
WHERE within_family > 0

-- id: price_far_from_value
-- version: 1
-- title_nl: Koopsom ver boven of onder de WOZ-waarde
-- title_en: A price far above or below the WOZ value
-- theme: property
-- subject: address
-- direction: for
-- basis: fact
-- weight: 15
-- counts_once: -
-- explains: -
-- legal_basis: Art. 3 Wet Bibob and the Bibob policy on property; art. 40a Wet WOZ (values of dwellings are public)
-- reads: valuation, transfer, location
-- sources: transfers, woz
-- lawful_because: Deeds and values are public registers. A price that is far from the value in either way is a known sign
--   of money beside the deed, and has many innocent reasons that the two sides can tell.
-- proxy_risk: Cheap sales within families and homes in disrepair lie low, new ones high. So the measure is how far this
--   town's own sales lie from value, both tails alike; family sales and permits to build explain it.
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
    AND relations.role IN ('location')
),
-- One price for several places on one day is a package: it says nothing of either place.
sales AS (
  SELECT transfer_id, named_id AS address_id, sold_on, price_eur, in_research,
    count(*) OVER (PARTITION BY sold_on, price_eur) AS same_deed
  FROM parts
  WHERE price_eur > 1e4
),
values_told AS (
  SELECT relations.to_entity_id AS address_id, relations.since AS valued_on,
    try_cast(json_extract_scalar(entities.attributes, '$.woz_value_eur') AS double) AS woz_eur
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'valuation'
    AND try_cast(json_extract_scalar(entities.attributes, '$.woz_value_eur') AS double) > 0e0
),
-- The last value that was set before the sale, within two years.
ratios AS (
  SELECT sales.address_id, sales.transfer_id, sales.sold_on, sales.price_eur, sales.in_research,
    max_by(values_told.woz_eur, values_told.valued_on) AS woz_eur,
    sales.price_eur / max_by(values_told.woz_eur, values_told.valued_on) AS ratio
  FROM sales
  CROSS JOIN clock
  JOIN values_told ON values_told.address_id = sales.address_id
    AND values_told.valued_on BETWEEN sales.sold_on - INTERVAL '36' MONTH AND sales.sold_on
  WHERE sales.same_deed = 1
    AND sales.sold_on BETWEEN clock.as_of - INTERVAL '60' MONTH AND clock.as_of
  GROUP BY sales.address_id, sales.transfer_id, sales.sold_on, sales.price_eur, sales.in_research
),
placed AS (
  SELECT address_id, transfer_id, sold_on, price_eur, in_research, woz_eur, ratio,
    row_number() OVER (ORDER BY ratio, transfer_id) AS place,
    count(*) OVER () AS sales
  FROM ratios
),
town AS (
  SELECT
    min(CASE WHEN place >= sales * 1e-1 THEN ratio END) AS first_decile,
    min(CASE WHEN place >= sales * 5e-1 THEN ratio END) AS median,
    min(CASE WHEN place >= sales * 9e-1 THEN ratio END) AS ninth_decile,
    max(sales) AS sales
  FROM placed
),
-- How often the distance between median and decile fits between the median and this ratio, on a scale of ratios (at
-- least of 1.16): nothing from 2.5 on, all of it at 5. Fewer than twenty sales have no deciles to speak of.
measured AS (
  SELECT placed.address_id, placed.transfer_id, placed.sold_on, placed.price_eur, placed.woz_eur, placed.ratio, town.median,
    town.sales, placed.in_research,
    greatest(0e0, least(1e0, (greatest(
      ln(placed.ratio / town.median) / greatest(15e-2, ln(town.ninth_decile / town.median)),
      ln(town.median / placed.ratio) / greatest(15e-2, ln(town.median / town.first_decile))) - 25e-1) / 25e-1)) AS strength
  FROM placed
  CROSS JOIN town
  WHERE town.sales >= 20
),
ranked AS (
  SELECT address_id, transfer_id, sold_on, price_eur, woz_eur, ratio, median, sales, in_research, strength,
    row_number() OVER (PARTITION BY address_id ORDER BY strength DESC, sold_on, transfer_id) AS nth
  FROM measured
)
SELECT address_id AS subject_entity_id, strength,
  json_format(CAST(CAST(
    ROW(price_eur, woz_eur, round(ratio, 3), round(median, 3), sales, CAST(sold_on AS varchar), transfer_id)
    AS ROW(price_eur double, woz_value_eur double, ratio double, median_ratio double, sales bigint, sold_on varchar,
      transfer_id varchar)) AS JSON)) AS evidence,
  in_research AS withheld
FROM ranked
WHERE nth = 1 AND strength > 0

-- id: abc_sale
-- version: 1
-- title_nl: ABC-transactie: binnen een half jaar doorverkocht met grote winst
-- title_en: ABC sale: sold on within half a year at a large gain
-- theme: property
-- subject: address
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: -
-- explains: -
-- legal_basis: Art. 3 Wet Bibob and the Bibob policy on property; art. 2 Wet ter voorkoming van witwassen (typology of property)
-- reads: valuation, transfer, location
-- sources: transfers, woz
-- lawful_because: Deeds and values are public registers. A jump in price within months is a known form of laundering and
--   of mortgage fraud; it is also a good bargain, so it asks for the story behind two deeds and no more.
-- proxy_risk: Buyers of homes in need of repair sell on too. A building permit in between explains it; a price for
--   several homes in one deed is left out; buyers and sellers are not looked at.
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
pairs AS (
  SELECT address_id, sold_on, price_eur, transfer_id, in_research,
    lag(sold_on) OVER of_place AS earlier_on,
    lag(price_eur) OVER of_place AS earlier_eur,
    lag(transfer_id) OVER of_place AS earlier_id,
    lag(in_research) OVER of_place AS earlier_in_research
  FROM sales
  WHERE same_deed = 1
  WINDOW of_place AS (PARTITION BY address_id ORDER BY sold_on, transfer_id)
),
resold AS (
  SELECT pairs.address_id, pairs.sold_on, pairs.earlier_on, pairs.price_eur, pairs.earlier_eur, pairs.transfer_id,
    pairs.earlier_id, pairs.in_research OR pairs.earlier_in_research AS in_research,
    date_diff('day', pairs.earlier_on, pairs.sold_on) AS days,
    max_by(values_told.woz_eur, values_told.valued_on) AS woz_eur
  FROM pairs
  CROSS JOIN clock
  LEFT JOIN values_told ON values_told.address_id = pairs.address_id AND values_told.valued_on <= pairs.sold_on
  WHERE pairs.sold_on BETWEEN clock.as_of - INTERVAL '60' MONTH AND clock.as_of
    AND date_diff('day', pairs.earlier_on, pairs.sold_on) BETWEEN 0 AND 273
    AND pairs.price_eur > pairs.earlier_eur
  GROUP BY pairs.address_id, pairs.sold_on, pairs.earlier_on, pairs.price_eur, pairs.earlier_eur, pairs.transfer_id,
    pairs.earlier_id, pairs.in_research, pairs.earlier_in_research
),
-- The gain over the WOZ value (over the first price where none is known or it is lower): nothing at a tenth, which taxes
-- and a rising market take (CBS: prices never rose faster than 21% a year), all of it at a half. Whole within three
-- months, half at six, nothing from nine on.
measured AS (
  SELECT address_id, in_research, transfer_id, earlier_id, sold_on, days, price_eur, earlier_eur, woz_eur,
    greatest(0e0, least(1e0, ((price_eur - earlier_eur) / greatest(earlier_eur, coalesce(woz_eur, 0e0)) - 1e-1) / 4e-1))
      * greatest(0e0, least(1e0, (274 - days) / 183e0)) AS strength
  FROM resold
),
ranked AS (
  SELECT address_id, in_research, transfer_id, earlier_id, sold_on, days, price_eur, earlier_eur, woz_eur, strength,
    row_number() OVER (PARTITION BY address_id ORDER BY strength DESC, sold_on, transfer_id) AS nth
  FROM measured
)
SELECT address_id AS subject_entity_id, strength,
  json_format(CAST(CAST(
    ROW(days, earlier_eur, price_eur, woz_eur, CAST(sold_on AS varchar), earlier_id, transfer_id)
    AS ROW(days_between bigint, first_price_eur double, second_price_eur double, woz_value_eur double, sold_on varchar,
      first_id varchar, second_id varchar)) AS JSON)) AS evidence,
  in_research AS withheld
FROM ranked
WHERE nth = 1 AND strength > 0

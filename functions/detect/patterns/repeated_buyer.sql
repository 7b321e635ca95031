-- id: repeated_buyer
-- version: 1
-- title_nl: Gekocht door wie in korte tijd veel panden koopt of doorverkoopt
-- title_en: Bought by who buys or sells on many places in a short time
-- theme: property
-- subject: address
-- direction: for
-- basis: fact
-- weight: 12
-- counts_once: -
-- explains: -
-- legal_basis: Art. 3 Wet Bibob and the Bibob policy on property; art. 41 Huisvestingswet 2014 (buying to let)
-- reads: transfer, location, buyer, seller
-- sources: transfers
-- lawful_because: Deeds are a public register. Many purchases by one hand change a neighbourhood and may hide whose money
--   it is; the finding names the places and never the buyer (R2).
-- proxy_risk: Buying to let is a trade like others. It weighs little by itself, only from three places within two years,
--   and a landlord whose places are quiet explains it (quiet_landlord).
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
deeds AS (
  SELECT buyers.named_id AS buyer_id, places.named_id AS address_id, buyers.sold_on AS bought_on,
    buyers.in_research OR places.in_research AS in_research
  FROM parts AS buyers
  JOIN parts AS places ON places.transfer_id = buyers.transfer_id AND places.role = 'location'
  CROSS JOIN clock
  WHERE buyers.role = 'buyer'
    AND buyers.sold_on BETWEEN clock.as_of - INTERVAL '24' MONTH AND clock.as_of
),
resold AS (
  SELECT DISTINCT sellers.named_id AS buyer_id, places.named_id AS address_id, sellers.sold_on
  FROM parts AS sellers
  JOIN parts AS places ON places.transfer_id = sellers.transfer_id AND places.role = 'location'
  WHERE sellers.role = 'seller'
),
bought AS (
  SELECT deeds.buyer_id, deeds.address_id, bool_and(deeds.in_research) AS in_research, min(deeds.bought_on) AS bought_on,
    count(resold.sold_on) > 0 AS sold_on
  FROM deeds
  LEFT JOIN resold ON resold.buyer_id = deeds.buyer_id AND resold.address_id = deeds.address_id
    AND resold.sold_on > deeds.bought_on AND resold.sold_on <= deeds.bought_on + INTERVAL '12' MONTH
  GROUP BY deeds.buyer_id, deeds.address_id
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT bought.buyer_id, population.certain, count(*) AS bought, count_if(bought.sold_on) AS sold_on
  FROM bought
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND bought.in_research)
  GROUP BY bought.buyer_id, population.certain
  HAVING count(*) >= 3
),
-- Two within two years happen, eight are the full strength, places that were sold on within a year count double.
measured AS (
  SELECT bought.address_id, counted.certain, counted.bought, counted.sold_on,
    least(1e0, (counted.bought + counted.sold_on - 2) / 6e0) AS strength,
    row_number() OVER (PARTITION BY bought.address_id, counted.certain
      ORDER BY counted.bought + counted.sold_on DESC, counted.bought DESC) AS nth
  FROM bought
  JOIN counted ON counted.buyer_id = bought.buyer_id
  WHERE NOT (counted.certain AND bought.in_research)
),
told AS (
  SELECT address_id, certain, strength,
    json_format(CAST(CAST(
      ROW(bought, sold_on) AS ROW(bought_in_two_years bigint, sold_on_within_a_year bigint)) AS JSON)) AS evidence
  FROM measured
  WHERE nth = 1
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM told
GROUP BY address_id

-- id: private_lender
-- version: 1
-- title_nl: Gefinancierd door wie geen bank is en vaker leent
-- title_en: Financed by who is no bank and lends repeatedly
-- theme: property
-- subject: address
-- direction: for
-- basis: fact
-- weight: 18
-- counts_once: -
-- explains: -
-- legal_basis: Art. 3(4) Wet Bibob (who provides capital); art. 2:60 Wft (lending needs a licence)
-- reads: person, company, transfer, location, buyer, financier
-- sources: transfers, kvk
-- lawful_because: Who lends for homes by way of trade needs a licence. A private lender in several deeds is asked where
--   the money comes from; borrowers are often the ones in need.
-- proxy_risk: Who gets no bank loan borrows from relatives. So one loan weighs nothing, a lender who bears a borrower's
--   surname is not counted, and a company is only held for no bank where the trade register says so.
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
    AND relations.role IN ('location', 'buyer', 'financier')
),
lenders AS (
  SELECT parts.transfer_id, parts.named_id AS lender_id, parts.sold_on, parts.in_research,
    json_extract_scalar(entities.attributes, '$.surname_token') AS surname_token,
    entities.kind
  FROM parts
  JOIN entities ON entities.entity_id = parts.named_id
  CROSS JOIN clock
  WHERE parts.role = 'financier'
    AND parts.sold_on BETWEEN clock.as_of - INTERVAL '60' MONTH AND clock.as_of
    AND (entities.kind = 'person'
      -- SBI 2008: 64 to 66 are banks, insurers, pension funds and those who serve them.
      OR substr(json_extract_scalar(entities.attributes, '$.sbi_code'), 1, 2) NOT IN ('64', '65', '66'))
),
family AS (
  SELECT DISTINCT lenders.transfer_id, lenders.lender_id
  FROM lenders
  JOIN parts ON parts.transfer_id = lenders.transfer_id AND parts.role = 'buyer'
  JOIN entities ON entities.entity_id = parts.named_id
  WHERE json_extract_scalar(entities.attributes, '$.surname_token') = lenders.surname_token
),
loans AS (
  SELECT lenders.lender_id, lenders.kind, lenders.transfer_id, places.named_id AS address_id,
    lenders.in_research OR places.in_research AS in_research
  FROM lenders
  JOIN parts AS places ON places.transfer_id = lenders.transfer_id AND places.role = 'location'
  LEFT JOIN family ON family.transfer_id = lenders.transfer_id AND family.lender_id = lenders.lender_id
  WHERE family.transfer_id IS NULL
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT loans.lender_id, loans.kind, population.certain, count(DISTINCT loans.address_id) AS places,
    array_agg(DISTINCT loans.transfer_id) AS transfer_ids
  FROM loans
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND loans.in_research)
  GROUP BY loans.lender_id, loans.kind, population.certain
  HAVING count(DISTINCT loans.address_id) >= 2
),
-- Nothing for one place, 0.4 for two, 0.64 for three, 0.78 for four.
measured AS (
  SELECT loans.address_id, counted.certain, 1e0 - power(6e-1, counted.places - 1) AS strength,
    json_format(CAST(CAST(
      ROW(counted.places, counted.kind = 'company', array_sort(counted.transfer_ids))
      AS ROW(places bigint, lender_is_company boolean, transfer_ids varchar ARRAY)) AS JSON)) AS evidence,
    row_number() OVER (PARTITION BY loans.address_id, counted.certain ORDER BY counted.places DESC, counted.transfer_ids) AS nth
  FROM loans
  JOIN counted ON counted.lender_id = loans.lender_id
  WHERE NOT (counted.certain AND loans.in_research)
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
WHERE nth = 1
GROUP BY address_id

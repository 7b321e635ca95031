-- id: seller_still_registered
-- version: 1
-- title_nl: Verkoper staat maanden na de verkoop nog ingeschreven
-- title_en: The seller is still registered months after the sale
-- theme: address
-- subject: address
-- direction: for
-- basis: fact
-- weight: 15
-- counts_once: -
-- explains: -
-- legal_basis: Art. 2.34 and 2.39 Wet BRP (address research, duty to tell a move within five days)
-- reads: person, transfer, registered_at, location, buyer, seller
-- sources: brp, transfers
-- lawful_because: Two registers contradict each other: who sold a home rarely goes on living in it. The register must be
--   true, and the question goes to the address.
-- proxy_risk: Sale between relatives and partners who part is ordinary at every income. So a home of which a buyer is
--   registered too, or shares the seller's surname, is left out; the first three months weigh nothing.
-- owner: Team Basisregistraties
-- expires: 2028-10-31
WITH parts AS (
  SELECT
    entities.entity_id AS transfer_id,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), relations.since) AS sold_on,
    relations.role,
    relations.to_entity_id AS party_id,
    relations.in_research
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'transfer'
    AND relations.role IN ('location', 'buyer', 'seller')
),
sales AS (
  SELECT
    places.party_id AS address_id, places.transfer_id, places.sold_on, parts.role, parts.party_id,
    parts.in_research OR places.in_research AS in_research,
    max(places.sold_on) OVER (PARTITION BY places.party_id) AS last_sold_on
  FROM parts AS places
  JOIN parts ON parts.transfer_id = places.transfer_id AND parts.role <> 'location'
  WHERE places.role = 'location'
),
-- The parties of the last sale.
parties AS (
  SELECT sales.address_id, sales.sold_on, sales.role, sales.party_id, bool_and(sales.in_research) AS in_research,
    json_extract_scalar(entities.attributes, '$.surname_token') AS surname_token
  FROM sales
  JOIN entities ON entities.entity_id = sales.party_id
  CROSS JOIN clock
  WHERE sales.sold_on = sales.last_sold_on
    AND sales.sold_on BETWEEN clock.as_of - INTERVAL '36' MONTH AND clock.as_of - INTERVAL '3' MONTH
  GROUP BY sales.address_id, sales.sold_on, sales.role, sales.party_id,
    json_extract_scalar(entities.attributes, '$.surname_token')
),
-- Who of them is registered there now: a seller since before the sale, a buyer since whenever.
registered AS (
  SELECT parties.address_id, parties.role, parties.party_id, count(*) AS registrations,
    bool_and(relations.in_research OR parties.in_research) AS in_research
  FROM parties
  JOIN relations ON relations.from_entity_id = parties.party_id
    AND relations.to_entity_id = parties.address_id
    AND relations.role = 'registered_at'
  CROSS JOIN clock
  WHERE coalesce(relations.until > clock.as_of, true)
    AND coalesce(relations.since <= CASE WHEN parties.role = 'seller' THEN parties.sold_on ELSE clock.as_of END, true)
  GROUP BY parties.address_id, parties.role, parties.party_id
),
living AS (
  SELECT parties.address_id, parties.sold_on, parties.role, parties.surname_token,
    coalesce(registered.registrations, 0) AS registrations, registered.in_research
  FROM parties
  LEFT JOIN registered ON registered.address_id = parties.address_id
    AND registered.party_id = parties.party_id
    AND registered.role = parties.role
),
-- A surname on both sides tells of a family or of partners who part.
named AS (
  SELECT address_id, sold_on, role, registrations, in_research,
    surname_token IS NOT NULL
      AND bool_or(role = 'seller') OVER (PARTITION BY address_id, surname_token)
      AND bool_or(role = 'buyer') OVER (PARTITION BY address_id, surname_token) AS related
  FROM living
),
judged AS (
  SELECT address_id, sold_on,
    count_if(role = 'seller' AND registrations > 0) AS sellers_registered,
    count_if(role = 'buyer' AND registrations > 0) AS buyers_registered,
    bool_or(related) AS related,
    bool_and(in_research) FILTER (WHERE role = 'seller' AND registrations > 0) AS in_research
  FROM named
  GROUP BY address_id, sold_on
),
-- From three months on, a year and a quarter after the sale is the full strength.
measured AS (
  SELECT judged.address_id, judged.in_research,
    greatest(0e0, least(1e0, (date_diff('day', judged.sold_on, clock.as_of) - 91) / 365e0)) AS strength,
    json_format(CAST(CAST(
      ROW(CAST(judged.sold_on AS varchar), date_diff('day', judged.sold_on, clock.as_of), judged.sellers_registered)
      AS ROW(sold_on varchar, days_since bigint, sellers_registered bigint)) AS JSON)) AS evidence
  FROM judged
  CROSS JOIN clock
  WHERE judged.sellers_registered > 0
    AND judged.buyers_registered = 0
    AND NOT judged.related
)
SELECT address_id AS subject_entity_id, strength, evidence, in_research AS withheld
FROM measured
WHERE strength > 0

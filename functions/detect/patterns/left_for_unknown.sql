-- id: left_for_unknown
-- version: 1
-- title_nl: Meerdere vertrekken uit het register vanaf een adres binnen twee jaar
-- title_en: Several departures from the register at one address within two years
-- theme: address
-- subject: address
-- direction: for
-- basis: fact
-- weight: 15
-- counts_once: -
-- explains: -
-- legal_basis: Art. 2.22, 2.34 and 2.60 Wet BRP (departure established by the municipality, address research)
-- reads: person, registered_at, letter_address
-- sources: brp
-- lawful_because: A departure that the municipality had to establish says that the register was untrue there before. A
--   second and third one at the same address ask what the address is used for.
-- proxy_risk: Where people went is not stored and cannot be read. Who moves abroad and back would show if
--   single departures counted, so a household counts once and one departure weighs nothing.
-- owner: Team Basisregistraties
-- expires: 2028-10-31
WITH departures AS (
  SELECT relations.to_entity_id AS address_id, relations.until AS left_on,
    bool_and(relations.in_research) AS in_research
  FROM relations
  JOIN entities ON entities.entity_id = relations.from_entity_id
  CROSS JOIN clock
  WHERE relations.role IN ('registered_at', 'letter_address')
    AND json_extract_scalar(entities.attributes, '$.suspension') = 'E'
    AND relations.until BETWEEN clock.as_of - INTERVAL '24' MONTH AND clock.as_of
  -- Who leaves on one day leaves together.
  GROUP BY relations.to_entity_id, relations.until
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT departures.address_id, population.certain, count(*) AS departures,
    min(departures.left_on) AS first_on, max(departures.left_on) AS last_on
  FROM departures
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND departures.in_research)
  GROUP BY departures.address_id, population.certain
),
-- One tells nothing, five are the full strength.
measured AS (
  SELECT address_id, certain, least(1e0, (departures - 1) / 4e0) AS strength,
    json_format(CAST(CAST(
      ROW(departures, CAST(first_on AS varchar), CAST(last_on AS varchar))
      AS ROW(departures bigint, first_on varchar, last_on varchar)) AS JSON)) AS evidence
  FROM counted
  WHERE departures >= 2
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
GROUP BY address_id

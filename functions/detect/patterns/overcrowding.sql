-- id: overcrowding
-- version: 1
-- title_nl: Meer ingeschreven volwassenen dan de woning kan dragen
-- title_en: More registered adults than the dwelling can hold
-- theme: housing
-- subject: address
-- direction: for
-- basis: fact
-- weight: 25
-- counts_once: residents
-- explains: -
-- legal_basis: Art. 8, 20 and 21 Huisvestingswet 2014 with the municipal housing ordinance; art. 2.34 Wet BRP
-- reads: person, address, registered_at
-- sources: brp, bag
-- lawful_because: It compares two registers that the municipality keeps itself, for the supervision that the acts
--   name, and looks at the dwelling and at nobody's person. It opens a question, never a measure.
-- proxy_risk: Large families are more common in some groups than in others, so only adults count; a family with
--   five children weighs nothing. A year of birth tells who is surely of age and is used for nothing else.
-- owner: Team Wonen en Toezicht
-- expires: 2028-10-31
WITH residents AS (
  SELECT
    relations.to_entity_id AS address_id,
    relations.from_entity_id AS person_id,
    bool_and(relations.in_research) AS in_research
  FROM relations
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.since IS NULL OR relations.since <= clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
  GROUP BY relations.to_entity_id, relations.from_entity_id
),
-- Unknown age stays unknown and is not counted, who turns 18 this year may still be 17.
adults AS (
  SELECT residents.address_id, residents.in_research
  FROM residents
  JOIN entities ON entities.entity_id = residents.person_id
  CROSS JOIN clock
  WHERE year(clock.as_of) - CAST(json_extract_scalar(entities.attributes, '$.birth_year') AS integer) > 18
    -- The dead and departed whose registration has no end are no residents.
    AND json_extract_scalar(entities.attributes, '$.suspension') IS NULL
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT adults.address_id, population.certain, count(*) AS adults
  FROM adults
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND adults.in_research)
  GROUP BY adults.address_id, population.certain
),
-- An area of 0, 1, 9999 or more is how sources write that they do not know.
dwellings AS (
  SELECT entity_id AS address_id, CAST(json_extract_scalar(attributes, '$.area_m2') AS double) AS area_m2
  FROM entities
  WHERE kind = 'address'
    AND CAST(json_extract_scalar(attributes, '$.area_m2') AS double) BETWEEN 2 AND 9998
),
-- From four adults on: nothing at 12 m2 each (the limit per resident of Bouwbesluit 2012, art. 7.18), all at 6 m2.
measured AS (
  SELECT
    counted.address_id,
    counted.certain,
    greatest(0e0, least(1e0, (12e0 - dwellings.area_m2 / counted.adults) / 6e0)) AS strength,
    json_format(CAST(CAST(
      ROW(counted.adults, dwellings.area_m2, round(dwellings.area_m2 / counted.adults, 1))
      AS ROW(adults bigint, area_m2 double, m2_per_adult double)) AS JSON)) AS evidence
  FROM counted
  JOIN dwellings ON dwellings.address_id = counted.address_id
  WHERE counted.adults >= 4
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
WHERE strength > 0
GROUP BY address_id

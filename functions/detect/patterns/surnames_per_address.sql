-- id: surnames_per_address
-- version: 1
-- title_nl: Veel verschillende achternamen voor de grootte van de woning
-- title_en: Many different surnames for the size of the dwelling
-- theme: housing
-- subject: address
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: residents
-- explains: -
-- legal_basis: Art. 21 and 33 Huisvestingswet 2014 with the municipal housing ordinance (letting by the room)
-- reads: person, address, registered_at
-- sources: brp, bag
-- lawful_because: How many households share a dwelling decides whether a permit is needed; the number of surnames is
--   the least that tells it. Names enter as keyed tokens that only tell equal from unequal.
-- proxy_risk: A name's form or origin cannot be seen in a token. Customs in which partners or children bear other
--   surnames would still show, so minors do not count and a couple with a parent each stays below the limit.
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
adults AS (
  SELECT
    residents.address_id,
    residents.in_research,
    json_extract_scalar(entities.attributes, '$.surname_token') AS surname_token
  FROM residents
  JOIN entities ON entities.entity_id = residents.person_id
  CROSS JOIN clock
  WHERE year(clock.as_of) - CAST(json_extract_scalar(entities.attributes, '$.birth_year') AS integer) > 18
    -- The dead and departed whose registration has no end are no residents.
    AND json_extract_scalar(entities.attributes, '$.suspension') IS NULL
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT
    adults.address_id,
    population.certain,
    count(*) AS adults,
    count(DISTINCT adults.surname_token) AS surnames
  FROM adults
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND adults.in_research)
  GROUP BY adults.address_id, population.certain
),
-- A surname for each 25 m2 is ordinary, and three are so in any dwelling, four more than that is the full strength.
measured AS (
  SELECT
    counted.address_id,
    counted.certain,
    greatest(0e0, least(1e0, (counted.surnames
      - greatest(3e0, CAST(json_extract_scalar(entities.attributes, '$.area_m2') AS double) / 25e0)) / 4e0)) AS strength,
    json_format(CAST(CAST(
      ROW(counted.surnames, counted.adults, CAST(json_extract_scalar(entities.attributes, '$.area_m2') AS double))
      AS ROW(surnames bigint, adults bigint, area_m2 double)) AS JSON)) AS evidence
  FROM counted
  JOIN entities ON entities.entity_id = counted.address_id
  -- An area of 0, 1, 9999 or more is how sources write that they do not know.
  WHERE CAST(json_extract_scalar(entities.attributes, '$.area_m2') AS double) BETWEEN 2 AND 9998
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
WHERE strength > 0
GROUP BY address_id

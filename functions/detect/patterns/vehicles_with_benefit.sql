-- id: vehicles_with_benefit
-- version: 1
-- title_nl: Veel voertuigen op naam van een huishouden met een uitkering
-- title_en: Many vehicles in the name of a household with a benefit
-- theme: benefits
-- subject: address
-- direction: for
-- basis: fact
-- weight: 15
-- counts_once: -
-- explains: -
-- legal_basis: Art. 17, 34, 53a and 64 Participatiewet (means, duty to inform, verification with the RDW)
-- reads: benefit, registered_at, location, holder
-- sources: benefits, vehicles, brp
-- lawful_because: Means count for a benefit, and trade in cars is work. Numbers alone are read: a household may keep a
--   car, and two weigh nothing.
-- proxy_risk: Who is pressed to lend a name for others' cars is a victim. The finding asks about vehicles at an address,
--   tells the number, and grown-up children with a car each explain it (several_drivers).
-- owner: Team Werk en Inkomen
-- expires: 2027-10-31
WITH benefits AS (
  SELECT DISTINCT relations.to_entity_id AS address_id
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'benefit'
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) <= clock.as_of
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.ended_on') AS date) > clock.as_of, true)
),
residents AS (
  SELECT benefits.address_id, relations.from_entity_id AS person_id, bool_and(relations.in_research) AS in_research
  FROM benefits
  JOIN relations ON relations.to_entity_id = benefits.address_id
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.since IS NULL OR relations.since <= clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
  GROUP BY benefits.address_id, relations.from_entity_id
),
-- Held now, and held for a while within the last year.
held AS (
  SELECT residents.address_id, relations.from_entity_id AS vehicle_id,
    bool_or(relations.until IS NULL OR relations.until > clock.as_of) AS now,
    bool_and(residents.in_research OR relations.in_research) AS in_research
  FROM residents
  JOIN relations ON relations.to_entity_id = residents.person_id
  CROSS JOIN clock
  WHERE relations.role = 'holder'
    AND (relations.since IS NULL OR relations.since <= clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of - INTERVAL '12' MONTH)
  GROUP BY residents.address_id, relations.from_entity_id
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT held.address_id, population.certain, count_if(held.now) AS vehicles, count_if(NOT held.now) AS passed_on
  FROM held
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND held.in_research)
  GROUP BY held.address_id, population.certain
),
-- A household has one car on average (CBS). From three on, six are the full strength, one that was passed on within the
-- year counts half.
measured AS (
  SELECT address_id, certain,
    greatest(0e0, least(1e0, (vehicles + passed_on / 2e0 - 2e0) / 4e0)) AS strength,
    json_format(CAST(CAST(
      ROW(vehicles, passed_on) AS ROW(vehicles bigint, passed_on_within_a_year bigint)) AS JSON)) AS evidence
  FROM counted
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
WHERE strength > 0
GROUP BY address_id

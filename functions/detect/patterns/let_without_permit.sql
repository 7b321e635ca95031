-- id: let_without_permit
-- version: 1
-- title_nl: Tekenen van verhuur zonder vergunning of registratie
-- title_en: Signs of letting without a permit or a registration
-- theme: housing
-- subject: address
-- direction: for
-- basis: fact
-- weight: 25
-- counts_once: residents
-- explains: -
-- legal_basis: Art. 21, 23a and 33 Huisvestingswet 2014 with the municipal housing ordinance (conversion, letting, supervision)
-- reads: person, address, report, permit, letting, registered_at, location
-- sources: brp, permits, rental-register, reports
-- lawful_because: Whether a permit stands against what the registers show is the municipality's own file to check. It
--   opens a look at the dwelling's paper, never a measure against who lives there; tenants are often the victims.
-- proxy_risk: Shared homes are young and poor people's homes. So the number of households counts as surnames do, from
--   three adults' on; and a town whose permits and registrations were not delivered gives no finding at all.
-- owner: Team Wonen en Toezicht
-- expires: 2028-10-31
WITH files AS (
  SELECT
    entity_id AS event_id,
    json_extract_scalar(attributes, '$.event_type') AS event_type,
    json_extract_scalar(attributes, '$.category') AS category,
    json_extract_scalar(attributes, '$.outcome') AS outcome,
    json_extract_scalar(attributes, '$.nature') AS nature,
    coalesce(try_cast(json_extract_scalar(attributes, '$.occurred_on') AS date), first_seen) AS from_day,
    try_cast(json_extract_scalar(attributes, '$.ended_on') AS date) AS to_day
  FROM entities
  WHERE kind = 'event'
    AND json_extract_scalar(attributes, '$.event_type') IN ('permit', 'letting', 'report')
),
-- What is on paper about an address, and what was observed of it.
papers AS (
  SELECT
    relations.to_entity_id AS address_id,
    count_if(files.event_type = 'letting' AND (files.to_day IS NULL OR files.to_day > clock.as_of)) AS registrations,
    count_if(files.event_type = 'permit' AND files.outcome = 'granted'
      AND (files.to_day IS NULL OR files.to_day > clock.as_of)) AS permits,
    count_if(files.event_type = 'permit' AND files.outcome IN ('refused', 'withdrawn')
      AND files.from_day > clock.as_of - INTERVAL '60' MONTH) AS refused_permits,
    count_if(files.event_type = 'report' AND files.nature = 'fact'
      AND files.from_day > clock.as_of - INTERVAL '24' MONTH) AS housing_reports
  FROM files
  JOIN relations ON relations.from_entity_id = files.event_id AND relations.role = 'location'
  CROSS JOIN clock
  WHERE files.from_day <= clock.as_of
    AND (files.event_type = 'letting'
      OR (files.event_type = 'permit' AND files.category IN ('rental', 'conversion', 'withdrawal'))
      OR (files.event_type = 'report' AND files.category = 'housing_fraud'))
  GROUP BY relations.to_entity_id
),
delivered AS (
  SELECT count(*) AS known
  FROM files
  WHERE event_type = 'letting' OR (event_type = 'permit' AND category IN ('rental', 'conversion', 'withdrawal'))
),
adults AS (
  SELECT
    relations.to_entity_id AS address_id,
    relations.from_entity_id AS person_id,
    json_extract_scalar(entities.attributes, '$.surname_token') AS surname_token,
    bool_and(relations.in_research) AS in_research
  FROM relations
  JOIN entities ON entities.entity_id = relations.from_entity_id
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.since IS NULL OR relations.since <= clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
    AND year(clock.as_of) - CAST(json_extract_scalar(entities.attributes, '$.birth_year') AS integer) > 18
    AND json_extract_scalar(entities.attributes, '$.suspension') IS NULL
  GROUP BY relations.to_entity_id, relations.from_entity_id,
    json_extract_scalar(entities.attributes, '$.surname_token')
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT adults.address_id, population.certain, count(*) AS adults,
    count(DISTINCT adults.surname_token) AS surnames
  FROM adults
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND adults.in_research)
  GROUP BY adults.address_id, population.certain
  HAVING count(DISTINCT adults.surname_token) >= 3
),
-- Three surnames are a beginning and six the whole, an observation adds a quarter each, a refused permit as much.
measured AS (
  SELECT
    counted.address_id,
    counted.certain,
    least(1e0, (counted.surnames - 2) / 4e0
      + 25e-2 * least(2, coalesce(papers.housing_reports, 0))
      + 25e-2 * least(1, coalesce(papers.refused_permits, 0))) AS strength,
    json_format(CAST(CAST(
      ROW(counted.surnames, counted.adults, coalesce(papers.housing_reports, 0), coalesce(papers.refused_permits, 0))
      AS ROW(surnames bigint, adults bigint, housing_reports bigint, refused_permits bigint)) AS JSON)) AS evidence
  FROM counted
  CROSS JOIN delivered
  JOIN entities ON entities.entity_id = counted.address_id
  LEFT JOIN papers ON papers.address_id = counted.address_id
  WHERE delivered.known > 0
    AND coalesce(papers.permits, 0) = 0
    AND coalesce(papers.registrations, 0) = 0
    -- Care and lodging need another permission, which is not asked for here.
    AND lower(coalesce(json_extract_scalar(entities.attributes, '$.dwelling_use'), 'woonfunctie'))
      NOT LIKE '%gezondheidszorgfunctie%'
    AND lower(coalesce(json_extract_scalar(entities.attributes, '$.dwelling_use'), 'woonfunctie'))
      NOT LIKE '%logiesfunctie%'
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
GROUP BY address_id

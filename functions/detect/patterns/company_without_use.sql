-- id: company_without_use
-- version: 1
-- title_nl: Bedrijf ingeschreven zonder enig teken van gebruik
-- title_en: A company registered without any sign of use
-- theme: companies
-- subject: company
-- direction: for
-- basis: fact
-- weight: 12
-- counts_once: -
-- explains: -
-- legal_basis: Art. 38 and 39 Handelsregisterwet 2007 (reporting back what is untrue); art. 5:11 Awb (supervision)
-- reads: company, consumption, registered_at, location, established_at
-- sources: kvk, kvk-officers, brp, utilities
-- lawful_because: The trade register must be true. A company of a year and more whose address uses hardly any power and
--   where nobody of it lives may exist on paper only; empty paper companies are how money moves.
-- proxy_risk: Who works on the road or at customers' uses no power at the seat. So it weighs little, the officer's own home never
--   fires, and a bookkeeper's or office service's address explains it (service_provider).
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH companies AS (
  SELECT entity_id AS company_id,
    try_cast(json_extract_scalar(attributes, '$.started_on') AS date) AS started_on,
    try_cast(json_extract_scalar(attributes, '$.ended_on') AS date) AS ended_on
  FROM entities
  WHERE kind = 'company'
    AND json_extract_scalar(attributes, '$.registered_in_kvk') = 'true'
),
seats AS (
  SELECT companies.company_id, companies.started_on, relations.to_entity_id AS address_id,
    bool_and(relations.in_research) AS in_research
  FROM companies
  JOIN relations ON relations.from_entity_id = companies.company_id AND relations.role = 'established_at'
  CROSS JOIN clock
  WHERE companies.started_on <= clock.as_of - INTERVAL '12' MONTH
    AND (companies.ended_on IS NULL OR companies.ended_on > clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
  GROUP BY companies.company_id, companies.started_on, relations.to_entity_id
),
used AS (
  SELECT relations.to_entity_id AS address_id,
    max_by(try_cast(json_extract_scalar(entities.attributes, '$.power_kwh') AS double), relations.since) AS power_kwh,
    max(relations.since) AS used_from
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'consumption'
    AND json_extract_scalar(entities.attributes, '$.power_kwh') IS NOT NULL
    AND relations.since >= clock.as_of - INTERVAL '36' MONTH
  GROUP BY relations.to_entity_id
),
lived_in AS (
  SELECT DISTINCT relations.to_entity_id AS address_id
  FROM relations
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.until IS NULL OR relations.until > clock.as_of)
),
-- A company with several establishments is at work where any of them is.
companies_used AS (
  SELECT seats.company_id, seats.started_on, max(used.power_kwh) AS power_kwh, count(*) AS establishments,
    count(used.address_id) AS metered, count(lived_in.address_id) AS lived_in, max(used.used_from) AS used_from,
    bool_or(seats.in_research) AS in_research
  FROM seats
  LEFT JOIN used ON used.address_id = seats.address_id AND used.used_from >= seats.started_on
  LEFT JOIN lived_in ON lived_in.address_id = seats.address_id
  GROUP BY seats.company_id, seats.started_on
)
-- A quarter of the average home (2,550 kWh: CBS, Energieverbruik particuliere woningen 2024) is a light and a router:
-- nothing from there on, all of it at none.
SELECT company_id AS subject_entity_id, 1e0 - power_kwh / 6375e-1 AS strength,
  json_format(CAST(CAST(
    ROW(power_kwh, round(power_kwh / 2550e0, 3), establishments, CAST(used_from AS varchar), CAST(started_on AS varchar))
    AS ROW(power_kwh double, share_of_average_home double, establishments bigint, used_from varchar, started_on varchar))
    AS JSON)) AS evidence,
  in_research AS withheld
FROM companies_used
WHERE metered = establishments
  AND lived_in = 0
  AND power_kwh < 6375e-1

-- id: short_lived_companies
-- version: 1
-- title_nl: Bedrijven die op een adres kort bestaan en elkaar opvolgen
-- title_en: Companies at one address that live briefly and follow each other
-- theme: companies
-- subject: address
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: companies_here
-- explains: -
-- legal_basis: Art. 38 and 39 Handelsregisterwet 2007 (reporting back what is untrue); art. 3 Wet Bibob (permits at the place)
-- reads: company, established_at
-- sources: kvk
-- lawful_because: The trade register is public. Companies that are opened and closed within two years, again and again
--   at one place, are a known form of empty shells; one failure is a part of trade.
-- proxy_risk: Starters fail, most of all those with little money. So two endings weigh nothing, a span of five years is
--   looked at, and an address that serves many companies explains it (service_address).
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
brief AS (
  SELECT relations.to_entity_id AS address_id, companies.company_id, companies.ended_on,
    date_diff('day', companies.started_on, companies.ended_on) AS days,
    bool_and(relations.in_research) AS in_research
  FROM companies
  JOIN relations ON relations.from_entity_id = companies.company_id AND relations.role = 'established_at'
  CROSS JOIN clock
  WHERE companies.ended_on BETWEEN clock.as_of - INTERVAL '60' MONTH AND clock.as_of
    AND date_diff('day', companies.started_on, companies.ended_on) BETWEEN 0 AND 730
  GROUP BY relations.to_entity_id, companies.company_id, companies.started_on, companies.ended_on
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT brief.address_id, population.certain, count(*) AS companies, avg(CAST(brief.days AS double)) AS mean_days,
    max(brief.ended_on) AS last_ended_on, array_agg(DISTINCT brief.company_id) AS company_ids
  FROM brief
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND brief.in_research)
  GROUP BY brief.address_id, population.certain
  HAVING count(*) >= 3
),
-- Starters end early often, so two at one place happen, six in five years are the full strength.
measured AS (
  SELECT address_id, certain, least(1e0, (companies - 2) / 4e0) AS strength,
    json_format(CAST(CAST(
      ROW(companies, round(mean_days, 1), CAST(last_ended_on AS varchar), array_sort(company_ids))
      AS ROW(short_lived bigint, mean_days double, last_ended_on varchar, company_ids varchar ARRAY)) AS JSON)) AS evidence
  FROM counted
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
GROUP BY address_id

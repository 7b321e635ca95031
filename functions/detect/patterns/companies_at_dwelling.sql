-- id: companies_at_dwelling
-- version: 1
-- title_nl: Veel bedrijven op één woonadres
-- title_en: Many companies at one dwelling
-- theme: companies
-- subject: address
-- direction: for
-- basis: fact
-- weight: 15
-- counts_once: companies_here
-- explains: -
-- legal_basis: Art. 38 and 39 Handelsregisterwet 2007 (reporting back what is untrue); art. 5:11 Awb (supervision)
-- reads: address, company, established_at
-- sources: kvk, bag
-- lawful_because: The trade register is public and the municipality must report what is untrue in it. Companies
--   in numbers at a home ask whether they are there at all.
-- proxy_risk: People who start from home have one company or two. So three weigh nothing, an ended company does not
--   count, and an accountant or a registered office that serves others explains it (service_address).
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
established AS (
  SELECT relations.to_entity_id AS address_id, companies.company_id, bool_and(relations.in_research) AS in_research
  FROM companies
  JOIN relations ON relations.from_entity_id = companies.company_id AND relations.role = 'established_at'
  CROSS JOIN clock
  WHERE (companies.ended_on IS NULL OR companies.ended_on > clock.as_of)
    AND (companies.started_on IS NULL OR companies.started_on <= clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
  GROUP BY relations.to_entity_id, companies.company_id
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT established.address_id, population.certain, count(*) AS companies
  FROM established
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND established.in_research)
  GROUP BY established.address_id, population.certain
  HAVING count(*) >= 4
),
-- From four on, ten are the full strength.
measured AS (
  SELECT counted.address_id, counted.certain, least(1e0, (counted.companies - 3) / 7e0) AS strength,
    json_format(CAST(CAST(ROW(counted.companies) AS ROW(companies bigint)) AS JSON)) AS evidence
  FROM counted
  JOIN entities ON entities.entity_id = counted.address_id
  WHERE lower(json_extract_scalar(entities.attributes, '$.dwelling_use')) = 'woonfunctie'
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
GROUP BY address_id

-- id: short_lived_before
-- version: 1
-- title_nl: Bedrijf met een functionaris die eerder meerdere kortlevende bedrijven had
-- title_en: A company with an officer who had several short-lived companies before
-- theme: companies
-- subject: company
-- direction: for
-- basis: fact
-- weight: 15
-- counts_once: officers
-- explains: -
-- legal_basis: Art. 3 Wet Bibob (permits of the company); art. 38 Handelsregisterwet 2007 (reporting back what is untrue)
-- reads: company, officer
-- sources: kvk, kvk-officers
-- lawful_because: The trade register is public. A company is asked about its own history of closings; nobody is scored for
--   having failed (R2), and the officer is not named.
-- proxy_risk: Starters fail, most of all those with little money. So two closings weigh nothing, five years are looked
--   at, and accountants and liquidators, who sit in many companies, are left out by how many still live.
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
  SELECT companies.company_id, relations.to_entity_id AS officer_id, bool_and(relations.in_research) AS in_research
  FROM companies
  JOIN relations ON relations.from_entity_id = companies.company_id AND relations.role = 'officer'
  CROSS JOIN clock
  WHERE relations.since IS NULL OR relations.since <= clock.as_of
  GROUP BY companies.company_id, relations.to_entity_id
),
histories AS (
  SELECT seats.officer_id, companies.company_id, seats.in_research, companies.ended_on,
    companies.ended_on IS NULL OR companies.ended_on > clock.as_of AS lives,
    coalesce(companies.ended_on BETWEEN clock.as_of - INTERVAL '60' MONTH AND clock.as_of
      AND date_diff('day', companies.started_on, companies.ended_on) <= 730, false) AS brief
  FROM seats
  JOIN companies ON companies.company_id = seats.company_id
  CROSS JOIN clock
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
officers AS (
  SELECT histories.officer_id, population.certain, count_if(histories.brief) AS short_lived, count(*) AS companies,
    array_agg(DISTINCT histories.company_id) FILTER (WHERE histories.brief) AS company_ids
  FROM histories
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND histories.in_research)
  GROUP BY histories.officer_id, population.certain
  HAVING count_if(histories.brief) >= 3
),
-- Two happen, six are the full strength, times their share of all companies of the officer.
measured AS (
  SELECT histories.company_id, officers.certain, officers.short_lived, officers.companies, officers.company_ids,
    least(1e0, (officers.short_lived - 2) / 4e0) * sqrt(CAST(officers.short_lived AS double) / officers.companies) AS strength
  FROM officers
  JOIN histories ON histories.officer_id = officers.officer_id
  WHERE histories.lives
    AND NOT (officers.certain AND histories.in_research)
),
ranked AS (
  SELECT company_id, certain, strength, short_lived, companies, company_ids,
    row_number() OVER (PARTITION BY company_id, certain ORDER BY strength DESC, companies, company_ids) AS nth
  FROM measured
),
told AS (
  SELECT company_id, certain, strength,
    json_format(CAST(CAST(
      ROW(short_lived, companies, array_sort(company_ids))
      AS ROW(short_lived bigint, companies_of_officer bigint, company_ids varchar ARRAY)) AS JSON)) AS evidence
  FROM ranked
  WHERE nth = 1
)
SELECT
  company_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM told
GROUP BY company_id

-- id: shared_phone
-- version: 1
-- title_nl: Eén telefoonnummer voor bedrijven die op papier niets met elkaar hebben
-- title_en: One phone for companies that on paper have nothing in common
-- theme: companies
-- subject: company
-- direction: for
-- basis: fact
-- weight: 12
-- counts_once: -
-- explains: -
-- legal_basis: Art. 3 Wet Bibob (permits of the company); art. 38 Handelsregisterwet 2007 (reporting back what is untrue)
-- reads: company, officer, established_at, predecessor
-- sources: kvk, kvk-officers
-- lawful_because: The trade register is public. One phone behind several companies with other officers and other
--   addresses may hide who runs them; a number is compared as a token and is never shown.
-- proxy_risk: Relatives and small trades share a phone. So companies that share an officer or an address do not
--   count, one other company weighs little, and a bookkeeper in the middle explains it (service_provider).
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH companies AS (
  SELECT entity_id AS company_id,
    try_cast(json_extract_scalar(attributes, '$.started_on') AS date) AS started_on,
    try_cast(json_extract_scalar(attributes, '$.ended_on') AS date) AS ended_on,
    json_extract_scalar(attributes, '$.phone_token') AS phone_token
  FROM entities
  WHERE kind = 'company'
    AND json_extract_scalar(attributes, '$.registered_in_kvk') = 'true'
),
phones AS (
  SELECT companies.company_id, companies.phone_token,
    count(*) OVER (PARTITION BY companies.phone_token) AS companies
  FROM companies
  CROSS JOIN clock
  WHERE companies.phone_token IS NOT NULL
    AND (companies.ended_on IS NULL OR companies.ended_on > clock.as_of)
),
-- A switchboard of hundreds ties nothing.
pairs AS (
  SELECT one.company_id, other.company_id AS other_id
  FROM phones AS one
  JOIN phones AS other ON other.phone_token = one.phone_token AND other.company_id <> one.company_id
  WHERE one.companies BETWEEN 2 AND 50
),
ties AS (
  SELECT from_entity_id AS company_id, to_entity_id AS tied_id, bool_and(in_research) AS in_research
  FROM relations
  WHERE role IN ('officer', 'established_at', 'predecessor')
  GROUP BY from_entity_id, to_entity_id
),
-- Pairs that share an officer or a place, or of which one is the other's officer or predecessor.
related AS (
  SELECT DISTINCT pairs.company_id, pairs.other_id
  FROM pairs
  JOIN ties AS one ON one.company_id = pairs.company_id
  JOIN ties AS other ON other.company_id = pairs.other_id
  WHERE one.tied_id = other.tied_id OR one.tied_id = pairs.other_id OR other.tied_id = pairs.company_id
),
counted AS (
  SELECT pairs.company_id, count(*) AS unrelated, array_agg(DISTINCT pairs.other_id) AS company_ids
  FROM pairs
  LEFT JOIN related ON related.company_id = pairs.company_id AND related.other_id = pairs.other_id
  WHERE related.company_id IS NULL
  GROUP BY pairs.company_id
),
doubtful AS (
  SELECT company_id, bool_or(in_research) AS in_research FROM ties GROUP BY company_id
)
-- 0.3 for one, 0.51 for two, 0.66 for three.
SELECT counted.company_id AS subject_entity_id, 1e0 - power(7e-1, counted.unrelated) AS strength,
  json_format(CAST(CAST(
    ROW(counted.unrelated, array_sort(counted.company_ids))
    AS ROW(unrelated_companies bigint, company_ids varchar ARRAY)) AS JSON)) AS evidence,
  coalesce(doubtful.in_research, false) AS withheld
FROM counted
LEFT JOIN doubtful ON doubtful.company_id = counted.company_id

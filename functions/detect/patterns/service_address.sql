-- id: service_address
-- version: 1
-- title_nl: Accountant, kantoorverzamelgebouw of zetelservice verklaart veel bedrijven
-- title_en: An accountant, business centre or registered-office service explains many companies
-- theme: companies
-- subject: address
-- direction: against
-- basis: fact
-- weight: 20
-- counts_once: -
-- explains: companies_at_dwelling, short_lived_companies
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: address, company, established_at
-- sources: kvk, bag
-- lawful_because: Companies may have their seat where their books are kept or where desks are let.
-- proxy_risk: None found: it only ever lowers a score, and rests on the register of companies and of buildings.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH companies AS (
  SELECT entity_id AS company_id,
    try_cast(json_extract_scalar(attributes, '$.started_on') AS date) AS started_on,
    try_cast(json_extract_scalar(attributes, '$.ended_on') AS date) AS ended_on,
    json_extract_scalar(attributes, '$.sbi_code') AS sbi_code
  FROM entities
  WHERE kind = 'company'
    AND json_extract_scalar(attributes, '$.registered_in_kvk') = 'true'
),
established AS (
  SELECT relations.to_entity_id AS address_id, count(DISTINCT companies.company_id) AS companies,
    -- SBI 2008: 69.20 accountants and tax advisers, 82.1 office services, 64.20 holdings of a group, 68.20 letting.
    count(DISTINCT CASE WHEN substr(companies.sbi_code, 1, 4) = '6920' OR substr(companies.sbi_code, 1, 3) = '821'
      THEN companies.company_id END) AS offices,
    count(DISTINCT CASE WHEN substr(companies.sbi_code, 1, 4) = '6820' THEN companies.company_id END) AS landlords
  FROM companies
  JOIN relations ON relations.from_entity_id = companies.company_id AND relations.role = 'established_at'
  CROSS JOIN clock
  WHERE (companies.ended_on IS NULL OR companies.ended_on > clock.as_of - INTERVAL '60' MONTH)
    AND (companies.started_on IS NULL OR companies.started_on <= clock.as_of)
  GROUP BY relations.to_entity_id
  HAVING count(DISTINCT companies.company_id) >= 3
),
measured AS (
  SELECT established.address_id, established.companies, established.offices,
    lower(json_extract_scalar(entities.attributes, '$.dwelling_use')) LIKE '%kantoorfunctie%' AS office_building,
    -- An accountant or a desk service explains all of it, a building of offices most, more so with who lets it inside.
    CASE WHEN established.offices > 0 THEN 1e0
      WHEN lower(json_extract_scalar(entities.attributes, '$.dwelling_use')) LIKE '%kantoorfunctie%'
        THEN 7e-1 + 2e-1 * least(1, established.landlords)
      ELSE 0e0 END AS strength
  FROM established
  JOIN entities ON entities.entity_id = established.address_id
)
SELECT address_id AS subject_entity_id, strength,
  json_format(CAST(CAST(
    ROW(companies, offices, office_building)
    AS ROW(companies bigint, office_services bigint, office_building boolean)) AS JSON)) AS evidence,
  false AS withheld
FROM measured
WHERE strength > 0

-- id: service_provider
-- version: 1
-- title_nl: Boekhouder of zetelservice verklaart een gedeeld nummer of een leeg adres
-- title_en: A bookkeeper or office service explains a shared phone or an empty address
-- theme: companies
-- subject: company
-- direction: against
-- basis: fact
-- weight: 15
-- counts_once: -
-- explains: shared_phone, company_without_use
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: company, established_at
-- sources: kvk
-- lawful_because: A company may give its bookkeeper's phone and seat to the register.
-- proxy_risk: None found: it only ever lowers a score, and rests on the trade register.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH companies AS (
  SELECT entity_id AS company_id,
    try_cast(json_extract_scalar(attributes, '$.ended_on') AS date) AS ended_on,
    json_extract_scalar(attributes, '$.sbi_code') AS sbi_code,
    json_extract_scalar(attributes, '$.phone_token') AS phone_token
  FROM entities
  WHERE kind = 'company'
    AND json_extract_scalar(attributes, '$.registered_in_kvk') = 'true'
),
-- SBI 2008: 69.20 accountants and tax advisers, 82.1 office services.
services AS (
  SELECT companies.company_id, companies.phone_token, relations.to_entity_id AS address_id
  FROM companies
  LEFT JOIN relations ON relations.from_entity_id = companies.company_id AND relations.role = 'established_at'
  WHERE substr(companies.sbi_code, 1, 4) = '6920' OR substr(companies.sbi_code, 1, 3) = '821'
),
seated AS (
  SELECT companies.company_id, companies.phone_token, relations.to_entity_id AS address_id
  FROM companies
  LEFT JOIN relations ON relations.from_entity_id = companies.company_id AND relations.role = 'established_at'
  CROSS JOIN clock
  WHERE companies.ended_on IS NULL OR companies.ended_on > clock.as_of
),
served AS (
  SELECT seated.company_id, true AS by_phone, services.company_id AS service_id
  FROM seated
  JOIN services ON services.phone_token = seated.phone_token AND services.company_id <> seated.company_id
  UNION ALL
  SELECT seated.company_id, false AS by_phone, services.company_id AS service_id
  FROM seated
  JOIN services ON services.address_id = seated.address_id AND services.company_id <> seated.company_id
)
-- The phone of a service explains all of it, its address most.
SELECT company_id AS subject_entity_id, CASE WHEN bool_or(by_phone) THEN 1e0 ELSE 8e-1 END AS strength,
  json_format(CAST(CAST(
    ROW(bool_or(by_phone), bool_or(NOT by_phone), array_sort(array_agg(DISTINCT service_id)))
    AS ROW(same_phone boolean, same_address boolean, service_ids varchar ARRAY)) AS JSON)) AS evidence,
  false AS withheld
FROM served
GROUP BY company_id

-- id: home_business
-- version: 1
-- title_nl: Eenmanszaak aan huis verklaart de activiteit op een woonadres
-- title_en: A one-man business at its owner's home explains the activity at a dwelling
-- theme: companies
-- subject: company
-- direction: against
-- basis: fact
-- weight: 10
-- counts_once: -
-- explains: activity_at_odds
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: company, registered_at, officer, established_at
-- sources: kvk, kvk-officers, brp
-- lawful_because: Who works at customers' or on the internet registers at home, which environment plans allow.
-- proxy_risk: None found: it only ever lowers a score, and asks only whether an officer is registered where the company is.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH companies AS (
  SELECT entity_id AS company_id,
    try_cast(json_extract_scalar(attributes, '$.ended_on') AS date) AS ended_on,
    json_extract_scalar(attributes, '$.legal_form') AS legal_form
  FROM entities
  WHERE kind = 'company'
    AND json_extract_scalar(attributes, '$.registered_in_kvk') = 'true'
),
homes AS (
  SELECT companies.company_id, companies.legal_form, seats.to_entity_id AS address_id
  FROM companies
  JOIN relations AS seats ON seats.from_entity_id = companies.company_id AND seats.role = 'established_at'
  JOIN relations AS officers ON officers.from_entity_id = companies.company_id AND officers.role = 'officer'
  JOIN relations AS registrations ON registrations.from_entity_id = officers.to_entity_id
    AND registrations.to_entity_id = seats.to_entity_id
    AND registrations.role = 'registered_at'
  CROSS JOIN clock
  WHERE (companies.ended_on IS NULL OR companies.ended_on > clock.as_of)
    AND (seats.until IS NULL OR seats.until > clock.as_of)
    AND (officers.until IS NULL OR officers.until > clock.as_of)
    AND (registrations.until IS NULL OR registrations.until > clock.as_of)
)
-- A one-man business is its owner's: all of it. Of another form most.
SELECT company_id AS subject_entity_id,
  CASE WHEN bool_or(lower(legal_form) LIKE 'eenmans%') THEN 1e0 ELSE 7e-1 END AS strength,
  json_format(CAST(CAST(
    ROW(bool_or(lower(legal_form) LIKE 'eenmans%'), count(DISTINCT address_id))
    AS ROW(one_man_business boolean, homes bigint)) AS JSON)) AS evidence,
  false AS withheld
FROM homes
GROUP BY company_id

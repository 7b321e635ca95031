-- id: activity_at_odds
-- version: 1
-- title_nl: Activiteit die niet past bij het gebruik van het pand
-- title_en: An activity at odds with the use of the building
-- theme: companies
-- subject: company
-- direction: for
-- basis: fact
-- weight: 10
-- counts_once: -
-- explains: -
-- legal_basis: Omgevingswet art. 5.1 (use against the environment plan); art. 38 Handelsregisterwet 2007
-- reads: address, company, established_at
-- sources: kvk, bag
-- lawful_because: The trade register and the register of buildings are public and contradict each other: works, a garage
--   or a warehouse does not fit in a flat. Either register may be wrong.
-- proxy_risk: Small trades at home are how people without means begin. So it weighs little, only activities that need
--   premises count, large dwellings weigh less, and a one-man business at its owner's home explains it.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH companies AS (
  SELECT entity_id AS company_id,
    try_cast(json_extract_scalar(attributes, '$.ended_on') AS date) AS ended_on,
    json_extract_scalar(attributes, '$.sbi_code') AS sbi_code
  FROM entities
  WHERE kind = 'company'
    AND json_extract_scalar(attributes, '$.registered_in_kvk') = 'true'
),
seats AS (
  SELECT companies.company_id, substr(companies.sbi_code, 1, 2) AS division, relations.to_entity_id AS address_id,
    bool_and(relations.in_research) AS in_research
  FROM companies
  JOIN relations ON relations.from_entity_id = companies.company_id AND relations.role = 'established_at'
  CROSS JOIN clock
  WHERE (companies.ended_on IS NULL OR companies.ended_on > clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
  GROUP BY companies.company_id, companies.sbi_code, relations.to_entity_id
),
-- SBI 2008: 10 to 33 works, 45 trade in and repair of cars, 46 wholesale, 52 storage, 55 lodging, 56 catering.
premises AS (
  SELECT seats.company_id,
    count(*) AS establishments,
    count_if(lower(json_extract_scalar(entities.attributes, '$.dwelling_use')) = 'woonfunctie') AS at_dwellings,
    max(CAST(json_extract_scalar(entities.attributes, '$.area_m2') AS double)) AS area_m2,
    max(CAST(seats.division AS integer)) AS division,
    bool_or(seats.in_research) AS in_research
  FROM seats
  JOIN entities ON entities.entity_id = seats.address_id
  WHERE seats.division BETWEEN '10' AND '33' OR seats.division IN ('45', '46', '52', '55', '56')
  GROUP BY seats.company_id
)
-- All of it in a flat of 50 m2, nothing from 250 m2 on.
SELECT company_id AS subject_entity_id, least(1e0, (250e0 - area_m2) / 200e0) AS strength,
  json_format(CAST(CAST(
    ROW(division, area_m2, establishments) AS ROW(sbi_division bigint, area_m2 double, establishments bigint)) AS JSON))
    AS evidence,
  in_research AS withheld
FROM premises
WHERE at_dwellings = establishments
  AND area_m2 >= 2e0
  AND area_m2 < 250e0

-- id: large_family
-- version: 1
-- title_nl: Een groot gezin verklaart veel bewoners
-- title_en: A large family explains many residents
-- theme: housing
-- subject: address
-- direction: against
-- basis: fact
-- weight: 30
-- counts_once: -
-- explains: overcrowding, surnames_per_address, let_without_permit
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests); art. 8 EVRM (family life)
-- reads: person, registered_at
-- sources: brp
-- lawful_because: A family may live as close together as it likes; adult children who cannot find a home and a
--   grandparent who came to live in are no letting.
-- proxy_risk: None found: it only ever lowers a score. It looks at how surnames repeat, never at what they are; families
--   whose members all bear other surnames get less of it, which is why surnames weigh nothing below four.
-- owner: Team Wonen en Toezicht
-- expires: 2028-10-31
WITH residents AS (
  SELECT relations.to_entity_id AS address_id, relations.from_entity_id AS person_id,
    json_extract_scalar(entities.attributes, '$.surname_token') AS surname_token,
    CAST(json_extract_scalar(entities.attributes, '$.birth_year') AS integer) AS birth_year
  FROM relations
  JOIN entities ON entities.entity_id = relations.from_entity_id
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.since IS NULL OR relations.since <= clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
    AND json_extract_scalar(entities.attributes, '$.suspension') IS NULL
  GROUP BY relations.to_entity_id, relations.from_entity_id,
    json_extract_scalar(entities.attributes, '$.surname_token'), json_extract_scalar(entities.attributes, '$.birth_year')
),
-- How many bear the surname of most, and how far they are apart in age: 16 years make two generations.
families AS (
  SELECT address_id, surname_token, count(*) AS members, max(birth_year) - min(birth_year) AS years_apart
  FROM residents
  WHERE surname_token IS NOT NULL
  GROUP BY address_id, surname_token
),
largest AS (
  SELECT address_id, max(members) AS members, max_by(years_apart, members) AS years_apart, count(*) AS surnames
  FROM families
  GROUP BY address_id
),
homes AS (
  SELECT residents.address_id, count(*) AS residents,
    count_if(year(clock.as_of) - residents.birth_year > 18) AS adults, max(largest.members) AS members,
    max(largest.years_apart) AS years_apart, max(largest.surnames) AS surnames
  FROM residents
  JOIN largest ON largest.address_id = residents.address_id
  CROSS JOIN clock
  GROUP BY residents.address_id
)
-- Only where there is something to explain: several adults or several surnames.
-- Nothing when half bear one surname, all of it when everybody does but one in ten.
SELECT
  address_id AS subject_entity_id,
  least(1e0, (CAST(members AS double) / residents - 5e-1) / 4e-1) AS strength,
  json_format(CAST(CAST(
    ROW(residents, members, surnames, years_apart)
    AS ROW(residents bigint, one_surname bigint, surnames bigint, years_apart bigint)) AS JSON)) AS evidence,
  -- Nobody is hurt by a doubtful field here.
  false AS withheld
FROM homes
WHERE members >= 4
  AND (adults >= 4 OR surnames >= 3)
  AND years_apart >= 16
  AND CAST(members AS double) / residents > 5e-1

-- id: care_home_or_student_use
-- version: 1
-- title_nl: Zorg of logies verklaart veel bewoners en korte verblijven
-- title_en: Care or lodging use explains many residents and short stays
-- theme: housing
-- subject: address
-- direction: against
-- basis: fact
-- weight: 45
-- counts_once: -
-- explains: overcrowding, surnames_per_address, transit_address
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: address, registered_at
-- sources: brp, bag
-- lawful_because: What speaks for the residents must be weighed as carefully as what speaks against them.
-- proxy_risk: None found: it only ever lowers a score, and rests on the registered use of the building.
-- owner: Team Wonen en Toezicht
-- expires: 2028-10-31
WITH lodgings AS (
  SELECT
    entity_id AS address_id,
    lower(json_extract_scalar(attributes, '$.dwelling_use')) LIKE '%gezondheidszorgfunctie%' AS care,
    lower(json_extract_scalar(attributes, '$.dwelling_use')) LIKE '%logiesfunctie%' AS lodging
  FROM entities
  WHERE kind = 'address'
    AND (lower(json_extract_scalar(attributes, '$.dwelling_use')) LIKE '%gezondheidszorgfunctie%'
      OR lower(json_extract_scalar(attributes, '$.dwelling_use')) LIKE '%logiesfunctie%')
),
registered AS (
  SELECT relations.to_entity_id AS address_id, count(DISTINCT relations.from_entity_id) AS persons
  FROM relations
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.since IS NULL OR relations.since <= clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of - INTERVAL '24' MONTH)
  GROUP BY relations.to_entity_id
)
-- Care explains all of it, lodging most of it, as it may be let by the night instead of lived in. Nobody is hurt
-- by a doubtful field here, so nothing is withheld.
SELECT
  lodgings.address_id AS subject_entity_id,
  CASE WHEN lodgings.care THEN 1e0 ELSE 8e-1 END AS strength,
  json_format(CAST(CAST(
    ROW(registered.persons, lodgings.care, lodgings.lodging)
    AS ROW(persons_in_two_years bigint, care boolean, lodging boolean)) AS JSON)) AS evidence,
  false AS withheld
FROM lodgings
JOIN registered ON registered.address_id = lodgings.address_id
WHERE registered.persons >= 3

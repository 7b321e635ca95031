-- id: several_drivers
-- version: 1
-- title_nl: Volwassen gezinsleden met elk een auto verklaren meer voertuigen
-- title_en: Grown-up members of a household with a car each explain several vehicles
-- theme: benefits
-- subject: address
-- direction: against
-- basis: fact
-- weight: 15
-- counts_once: -
-- explains: vehicles_with_benefit
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: person, benefit, registered_at, location, holder
-- sources: vehicles, benefits, brp
-- lawful_because: Children who came of age may live with a parent on a benefit and own a car of their own.
-- proxy_risk: None found: it only ever lowers a score. It counts adults and how vehicles are spread over them.
-- owner: Team Werk en Inkomen
-- expires: 2027-10-31
WITH benefits AS (
  SELECT DISTINCT relations.to_entity_id AS address_id
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'benefit'
),
adults AS (
  SELECT DISTINCT relations.to_entity_id AS address_id, relations.from_entity_id AS person_id
  FROM relations
  JOIN benefits ON benefits.address_id = relations.to_entity_id
  JOIN entities ON entities.entity_id = relations.from_entity_id
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.since IS NULL OR relations.since <= clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
    AND year(clock.as_of) - CAST(json_extract_scalar(entities.attributes, '$.birth_year') AS integer) > 18
),
holders AS (
  SELECT adults.address_id, adults.person_id, count(DISTINCT relations.from_entity_id) AS vehicles
  FROM adults
  LEFT JOIN relations ON relations.to_entity_id = adults.person_id
    AND relations.role = 'holder'
    AND relations.until IS NULL
  GROUP BY adults.address_id, adults.person_id
),
homes AS (
  SELECT address_id, count(*) AS adults, count_if(vehicles > 0) AS drivers, sum(vehicles) AS vehicles
  FROM holders
  GROUP BY address_id
)
-- The share of the vehicles that is one person's only or first.
SELECT address_id AS subject_entity_id,
  CAST(drivers AS double) / vehicles AS strength,
  json_format(CAST(CAST(
    ROW(adults, drivers, vehicles) AS ROW(adults bigint, drivers bigint, vehicles bigint)) AS JSON)) AS evidence,
  false AS withheld
FROM homes
WHERE drivers >= 3

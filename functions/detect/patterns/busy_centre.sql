-- id: busy_centre
-- version: 1
-- title_nl: Winkels en horeca verklaren veel voorvallen in een vierkant
-- title_en: Shops and catering explain many events in a square
-- theme: place
-- subject: address
-- direction: against
-- basis: fact
-- weight: 8
-- counts_once: -
-- explains: hot_spot
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: address, report, raid, inspection, location
-- sources: bag, reports, raids, inspections
-- lawful_because: Where a town shops and goes out more happens and more is seen, whoever lives there.
-- proxy_risk: None found: it only ever lowers a score, and counts uses of buildings.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH cells AS (
  SELECT entity_id AS address_id, json_extract_scalar(attributes, '$.grid_500m') AS cell,
    lower(coalesce(json_extract_scalar(attributes, '$.dwelling_use'), '')) AS dwelling_use
  FROM entities
  WHERE kind = 'address'
    AND json_extract_scalar(attributes, '$.grid_500m') IS NOT NULL
),
squares AS (
  SELECT cell, count(*) AS addresses,
    count_if(dwelling_use LIKE '%winkelfunctie%' OR dwelling_use LIKE '%bijeenkomstfunctie%'
      OR dwelling_use LIKE '%logiesfunctie%') AS public_places
  FROM cells
  GROUP BY cell
),
events AS (
  SELECT entities.entity_id AS event_id, relations.to_entity_id AS address_id, cells.cell,
    count(*) OVER (PARTITION BY cells.cell) AS near
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  JOIN cells ON cells.address_id = relations.to_entity_id
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') IN ('raid', 'report', 'inspection')
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen)
      > clock.as_of - INTERVAL '6' MONTH
),
-- As many as make a square speak at all.
places AS (
  SELECT DISTINCT address_id, cell
  FROM events
  WHERE near >= 10
)
-- From one in twenty addresses on, all of it at one in four.
SELECT places.address_id AS subject_entity_id,
  least(1e0, (CAST(squares.public_places AS double) / squares.addresses - 5e-2) / 2e-1) AS strength,
  json_format(CAST(CAST(
    ROW(squares.addresses, squares.public_places) AS ROW(addresses bigint, public_places bigint)) AS JSON)) AS evidence,
  false AS withheld
FROM places
JOIN squares ON squares.cell = places.cell
WHERE squares.addresses >= 10
  AND CAST(squares.public_places AS double) / squares.addresses > 5e-2

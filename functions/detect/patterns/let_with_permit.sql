-- id: let_with_permit
-- version: 1
-- title_nl: Vergunning of registratie verklaart verhuur aan meer huishoudens
-- title_en: A permit or registration explains letting to several households
-- theme: housing
-- subject: address
-- direction: against
-- basis: fact
-- weight: 40
-- counts_once: -
-- explains: overcrowding, surnames_per_address, transit_address, household_size_differs
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: permit, letting, registered_at, location
-- sources: permits, rental-register, brp
-- lawful_because: What the municipality permitted or registered itself cannot be held against who lives there.
-- proxy_risk: None found: it only ever lowers a score, and rests on the municipality's own decisions.
-- owner: Team Wonen en Toezicht
-- expires: 2028-10-31
WITH papers AS (
  SELECT relations.to_entity_id AS address_id,
    json_extract_scalar(entities.attributes, '$.event_type') = 'permit' AS permit,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.max_persons') AS double), 0e0) AS max_persons,
    entities.entity_id AS event_id
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND (json_extract_scalar(entities.attributes, '$.event_type') = 'letting'
      OR (json_extract_scalar(entities.attributes, '$.event_type') = 'permit'
        AND json_extract_scalar(entities.attributes, '$.outcome') = 'granted'
        AND json_extract_scalar(entities.attributes, '$.category') IN ('rental', 'conversion', 'division')))
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) <= clock.as_of
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.ended_on') AS date) > clock.as_of, true)
),
permitted AS (
  SELECT address_id, max(max_persons) AS max_persons, bool_or(permit) AS permit, array_agg(DISTINCT event_id) AS paper_ids
  FROM papers
  GROUP BY address_id
),
registered AS (
  SELECT relations.to_entity_id AS address_id, count(DISTINCT relations.from_entity_id) AS persons
  FROM relations
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.since IS NULL OR relations.since <= clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
  GROUP BY relations.to_entity_id
)
-- A permit explains all of it, a registration most, persons above the registered maximum take away from it.
SELECT
  permitted.address_id AS subject_entity_id,
  (CASE WHEN permitted.permit THEN 1e0 ELSE 8e-1 END)
    * CASE WHEN permitted.max_persons >= 1e0
        THEN least(1e0, permitted.max_persons / greatest(1, registered.persons)) ELSE 1e0 END AS strength,
  json_format(CAST(CAST(
    ROW(registered.persons, permitted.max_persons, permitted.permit, array_sort(permitted.paper_ids))
    AS ROW(persons bigint, max_persons double, permit boolean, paper_ids varchar ARRAY)) AS JSON)) AS evidence,
  false AS withheld
FROM permitted
JOIN registered ON registered.address_id = permitted.address_id
WHERE registered.persons >= 3

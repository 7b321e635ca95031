-- id: holiday_home
-- version: 1
-- title_nl: Vakantiewoning of tweede woning met toestemming verklaart gebruik zonder inschrijving
-- title_en: A permitted holiday or second home explains use without registration
-- theme: address
-- subject: address
-- direction: against
-- basis: fact
-- weight: 30
-- counts_once: -
-- explains: unregistered_use
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation); art. 21 and 23a Huisvestingswet 2014 (withdrawal, tourist letting)
-- reads: permit, letting, registered_at, location
-- sources: brp, permits, rental-register
-- lawful_because: Who may use a dwelling for holidays need not register there; the municipality's own permit says so.
-- proxy_risk: None found: it only ever lowers a score, and rests on the municipality's own decisions.
-- owner: Team Basisregistraties
-- expires: 2028-10-31
WITH papers AS (
  SELECT relations.to_entity_id AS address_id, entities.entity_id AS event_id,
    json_extract_scalar(entities.attributes, '$.event_type') AS event_type
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND ((json_extract_scalar(entities.attributes, '$.event_type') = 'letting'
        AND json_extract_scalar(entities.attributes, '$.category') IN ('tourist', 'bed_and_breakfast'))
      OR (json_extract_scalar(entities.attributes, '$.event_type') = 'permit'
        AND json_extract_scalar(entities.attributes, '$.outcome') = 'granted'
        AND json_extract_scalar(entities.attributes, '$.category') IN ('withdrawal', 'rental')))
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) <= clock.as_of
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.ended_on') AS date) > clock.as_of, true)
),
-- Where somebody is registered there is nothing to explain.
lived_in AS (
  SELECT DISTINCT relations.to_entity_id AS address_id
  FROM relations
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.until IS NULL OR relations.until > clock.as_of)
)
-- A permit of withdrawal or letting explains all of it, a tourist registration most.
SELECT
  papers.address_id AS subject_entity_id,
  CASE WHEN bool_or(event_type = 'permit') THEN 1e0 ELSE 8e-1 END AS strength,
  json_format(CAST(CAST(
    ROW(count(DISTINCT event_id), array_sort(array_agg(DISTINCT event_id)))
    AS ROW(papers bigint, paper_ids varchar ARRAY)) AS JSON)) AS evidence,
  false AS withheld
FROM papers
LEFT JOIN lived_in ON lived_in.address_id = papers.address_id
WHERE lived_in.address_id IS NULL
GROUP BY papers.address_id

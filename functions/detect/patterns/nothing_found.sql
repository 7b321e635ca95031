-- id: nothing_found
-- version: 1
-- title_nl: Recente controle: niets gevonden
-- title_en: A recent inspection found nothing
-- theme: address
-- subject: address
-- direction: against
-- basis: fact
-- weight: 30
-- counts_once: -
-- explains: overcrowding, surnames_per_address, let_without_permit, letting_over_maximum, transit_address,
--   unregistered_use, letter_addresses, left_for_unknown, seller_still_registered, repeated_reports, power_high_for_size,
--   power_low_for_household, drug_reports, shed_changed_use, raid_network, companies_at_dwelling,
--   community_broker, between_raids, growing_network
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: report, raid, inspection, location
-- sources: inspections
-- lawful_because: Who was visited and found in order is not visited again for the same papers. Nothing found is stored and
--   counts as much as a hit.
-- proxy_risk: It only ever lowers a score. Places that were looked at more often get more of it, which answers that they were
--   looked at more often.
-- owner: Team Toezicht
-- expires: 2028-10-31
WITH visits AS (
  SELECT relations.to_entity_id AS address_id, entities.entity_id AS inspection_id,
    json_extract_scalar(entities.attributes, '$.outcome') AS outcome,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) AS on_day
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'inspection'
),
-- The newest visit that came to something: where nobody opened, nothing was seen.
newest AS (
  SELECT visits.address_id, max(visits.on_day) AS on_day, max_by(visits.outcome, visits.on_day) AS outcome,
    max_by(visits.inspection_id, visits.on_day) AS inspection_id
  FROM visits
  CROSS JOIN clock
  WHERE visits.outcome IN ('nothing_found', 'irregularity', 'violation')
    AND visits.on_day BETWEEN clock.as_of - INTERVAL '24' MONTH AND clock.as_of
  GROUP BY visits.address_id
),
-- What was told of the address since: news that the visit could not have seen.
news AS (
  SELECT newest.address_id, count(DISTINCT entities.entity_id) AS reports
  FROM newest
  JOIN relations ON relations.to_entity_id = newest.address_id AND relations.role = 'location'
  JOIN entities ON entities.entity_id = relations.from_entity_id
  WHERE json_extract_scalar(entities.attributes, '$.event_type') IN ('report', 'raid')
    AND json_extract_scalar(entities.attributes, '$.nature') = 'fact'
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) > newest.on_day
  GROUP BY newest.address_id
)
-- All of it on the day, nothing two years later, each later observation halves it.
SELECT newest.address_id AS subject_entity_id,
  (1e0 - date_diff('day', newest.on_day, clock.as_of) / 731e0) * power(5e-1, coalesce(news.reports, 0)) AS strength,
  json_format(CAST(CAST(
    ROW(CAST(newest.on_day AS varchar), coalesce(news.reports, 0), newest.inspection_id)
    AS ROW(inspected_on varchar, later_reports bigint, inspection_id varchar)) AS JSON)) AS evidence,
  false AS withheld
FROM newest
CROSS JOIN clock
LEFT JOIN news ON news.address_id = newest.address_id
WHERE newest.outcome = 'nothing_found'

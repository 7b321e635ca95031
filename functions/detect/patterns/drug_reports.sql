-- id: drug_reports
-- version: 1
-- title_nl: Feitelijke meldingen van hennep of drugs
-- title_en: Factual reports of hemp or drugs
-- theme: hemp
-- subject: address
-- direction: for
-- basis: fact
-- weight: 25
-- counts_once: reports
-- explains: -
-- legal_basis: Art. 13b Opiumwet and art. 172 Gemeentewet (public order); art. 5:11 Awb (supervision)
-- reads: report, location
-- sources: reports
-- lawful_because: Smell, taped windows, humming fans and callers at odd hours are observations that anybody can check.
--   Only such facts count (R11); what somebody thinks of residents and an anonymous tip by itself count nothing (R32).
-- proxy_risk: Some neighbours and neighbourhoods are reported more often. So the first observation weighs under a third,
--   each further one adds less, and several channels say more than several reports.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH reports AS (
  SELECT
    relations.to_entity_id AS address_id,
    relations.in_research,
    entities.entity_id AS report_id,
    json_extract_scalar(entities.attributes, '$.channel') AS channel,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) AS reported_on
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'report'
    AND json_extract_scalar(entities.attributes, '$.nature') = 'fact'
    AND json_extract_scalar(entities.attributes, '$.category') IN ('hemp', 'drugs')
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT reports.address_id, population.certain,
    count(DISTINCT reports.report_id) AS facts,
    count(DISTINCT coalesce(reports.channel, '')) AS channels,
    count(DISTINCT CASE WHEN reports.channel <> 'mma' THEN reports.report_id END) AS signed,
    max(reports.reported_on) AS last_on,
    array_agg(DISTINCT reports.report_id) AS report_ids
  FROM reports
  CROSS JOIN clock
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND reports.in_research)
    AND reports.reported_on BETWEEN clock.as_of - INTERVAL '24' MONTH AND clock.as_of
  GROUP BY reports.address_id, population.certain
),
-- 0.3 for the first, 0.51 for two, 0.66 for three, a further channel takes a quarter from what is left.
measured AS (
  SELECT address_id, certain,
    1e0 - power(7e-1, facts) * power(75e-2, channels - 1) AS strength,
    json_format(CAST(CAST(
      ROW(facts, channels, CAST(last_on AS varchar), array_sort(report_ids))
      AS ROW(facts bigint, channels bigint, last_on varchar, report_ids varchar ARRAY)) AS JSON)) AS evidence
  FROM counted
  WHERE signed > 0
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
GROUP BY address_id

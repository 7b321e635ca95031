-- id: repeated_reports
-- version: 2
-- title_nl: Herhaalde feitelijke meldingen langs verschillende wegen
-- title_en: Repeated factual reports through different channels
-- theme: address
-- subject: address
-- direction: for
-- basis: fact
-- weight: 15
-- counts_once: reports
-- explains: -
-- legal_basis: Art. 5:11 and 5:13 Awb with the ordinance that the report concerns (supervision)
-- reads: report, location
-- sources: reports
-- lawful_because: What several people observed independently may be checked. Only observations count; opinions are
--   listed beside them and weigh nothing (R11), and one channel alone, an anonymous tip above all, is not enough.
-- proxy_risk: Some neighbourhoods and some neighbours are reported more often. So a further report through the same
--   channel adds little, and the reporter's impression of residents is a judgement that adds nothing.
-- owner: Team Meldingen
-- expires: 2028-10-31
WITH reports AS (
  SELECT
    relations.to_entity_id AS address_id,
    relations.in_research,
    entities.entity_id AS report_id,
    json_extract_scalar(entities.attributes, '$.channel') AS channel,
    json_extract_scalar(entities.attributes, '$.nature') AS nature
  FROM relations
  JOIN entities ON entities.entity_id = relations.from_entity_id
  CROSS JOIN clock
  WHERE relations.role = 'location'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'report'
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen)
      BETWEEN clock.as_of - INTERVAL '12' MONTH AND clock.as_of
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT
    reports.address_id,
    population.certain,
    count(DISTINCT reports.report_id) FILTER (WHERE reports.nature = 'fact') AS facts,
    count(DISTINCT reports.channel) FILTER (WHERE reports.nature = 'fact') AS channels,
    count(DISTINCT reports.report_id) FILTER (WHERE reports.nature = 'judgement') AS judgements,
    array_agg(DISTINCT reports.report_id) FILTER (WHERE reports.nature = 'fact') AS report_ids
  FROM reports
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND reports.in_research)
  GROUP BY reports.address_id, population.certain
),
-- 0.4 for each channel beyond the first, 0.1 for each further observation.
measured AS (
  SELECT
    address_id,
    certain,
    least(1e0, 4e-1 * (channels - 1) + 1e-1 * (facts - channels)) AS strength,
    json_format(CAST(CAST(
      ROW(facts, channels, judgements, array_sort(report_ids))
      AS ROW(facts bigint, channels bigint, judgements bigint, report_ids varchar ARRAY)) AS JSON)) AS evidence
  FROM counted
  WHERE channels >= 2
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
WHERE strength > 0
GROUP BY address_id

-- id: transit_address
-- version: 1
-- title_nl: Doorgangsadres: veel korte inschrijvingen binnen twee jaar
-- title_en: Transit address: many short registrations within two years
-- theme: housing
-- subject: address
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: -
-- explains: -
-- legal_basis: Art. 2.34 and 2.60 Wet BRP (quality of the register, address research)
-- reads: registered_at
-- sources: brp
-- lawful_because: The municipality must keep the register true. Stays that follow each other quickly are counted per
--   address; who stayed is not looked at.
-- proxy_risk: Students, seasonal workers and people in shelters move often, so lodging and care uses explain it away
--   (care_home_or_student_use), and a household that comes and goes together counts as one stay.
-- owner: Team Basisregistraties
-- expires: 2028-10-31
WITH short_stays AS (
  SELECT
    relations.to_entity_id AS address_id,
    relations.since,
    relations.until,
    bool_and(relations.in_research) AS in_research
  FROM relations
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND relations.since >= clock.as_of - INTERVAL '24' MONTH
    AND relations.until > relations.since
    AND relations.until <= clock.as_of
    AND date_diff('day', relations.since, relations.until) < 183
  GROUP BY relations.to_entity_id, relations.since, relations.until
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT
    short_stays.address_id,
    population.certain,
    count(*) AS stays,
    avg(CAST(date_diff('day', short_stays.since, short_stays.until) AS double)) AS mean_days,
    min(short_stays.since) AS first_since
  FROM short_stays
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND short_stays.in_research)
  GROUP BY short_stays.address_id, population.certain
),
-- Two short stays in two years happen anywhere, six are the full strength.
measured AS (
  SELECT
    address_id,
    certain,
    greatest(0e0, least(1e0, (stays - 2) / 4e0)) AS strength,
    json_format(CAST(CAST(
      ROW(stays, round(mean_days, 1), CAST(first_since AS varchar))
      AS ROW(short_stays bigint, mean_days double, first_since varchar)) AS JSON)) AS evidence
  FROM counted
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
WHERE strength > 0
GROUP BY address_id

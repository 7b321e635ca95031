-- id: low_water_with_benefit
-- version: 1
-- title_nl: Waterverbruik ver onder dat van één persoon bij een uitkering (ook: hulp nodig?)
-- title_en: Water use far below one person's at an address with a benefit (also: is help needed?)
-- theme: benefits
-- subject: address
-- direction: for
-- basis: fact
-- weight: 15
-- counts_once: -
-- explains: -
-- legal_basis: Art. 17, 53a and 64 Participatiewet (duty to inform, verification, data of water companies); art. 7 Participatiewet (help)
-- reads: benefit, consumption, registered_at, location
-- sources: benefits, utilities, brp
-- lawful_because: Water far below one person's asks whether somebody lives there. It says as loudly that somebody may be
--   cut off or in want: a first visit offers help, and recovery is never its purpose alone. Weight is low for that.
-- proxy_risk: Low use finds people in destitution (and courts refuse it as the only ground). So it starts below a
--   quarter of a person's, needs a whole year of benefit and registration, and moved-in or new dwellings are explained.
-- owner: Team Werk en Inkomen
-- expires: 2027-10-31
WITH told AS (
  SELECT
    relations.to_entity_id AS address_id,
    entities.entity_id AS event_id,
    json_extract_scalar(entities.attributes, '$.event_type') AS event_type,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) AS from_day,
    try_cast(json_extract_scalar(entities.attributes, '$.ended_on') AS date) AS to_day,
    json_extract_scalar(entities.attributes, '$.category') AS category,
    try_cast(json_extract_scalar(entities.attributes, '$.water_m3') AS double) AS water_m3,
    relations.in_research
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') IN ('benefit', 'consumption')
),
-- The newest year of which the use is known.
water AS (
  SELECT told.address_id, max(told.from_day) AS from_day, max_by(told.to_day, told.from_day) AS to_day,
    max_by(told.water_m3, told.from_day) AS water_m3
  FROM told
  CROSS JOIN clock
  WHERE told.event_type = 'consumption'
    AND told.water_m3 IS NOT NULL
    AND told.to_day BETWEEN clock.as_of - INTERVAL '24' MONTH AND clock.as_of
  GROUP BY told.address_id
),
-- A benefit for living costs that ran all that year, and runs still.
benefits AS (
  SELECT water.address_id, water.from_day, water.water_m3, count(*) AS benefits, bool_and(told.in_research) AS in_research
  FROM water
  JOIN told ON told.address_id = water.address_id
  CROSS JOIN clock
  WHERE told.event_type = 'benefit'
    AND told.category <> 'special_assistance'
    AND told.from_day <= water.from_day
    AND (told.to_day IS NULL OR told.to_day > clock.as_of)
  GROUP BY water.address_id, water.from_day, water.water_m3
),
registered AS (
  SELECT benefits.address_id, count(DISTINCT relations.from_entity_id) AS persons,
    bool_and(relations.in_research) AS in_research
  FROM benefits
  JOIN relations ON relations.to_entity_id = benefits.address_id
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.since IS NULL OR relations.since <= benefits.from_day)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
  GROUP BY benefits.address_id
),
-- One person at home uses 46 m3 a year (Nibud, CBS Watergebruik Thuis 2021: 128 litres a day). Nothing from a quarter
-- of that on, all of it at 3 m3 and below.
measured AS (
  SELECT benefits.address_id, benefits.in_research OR registered.in_research AS in_research,
    greatest(0e0, least(1e0, (115e-1 - benefits.water_m3) / 85e-1)) AS strength,
    json_format(CAST(CAST(
      ROW(benefits.water_m3, round(benefits.water_m3 / 46e0, 3), CAST(benefits.from_day AS varchar), registered.persons,
        benefits.benefits, true)
      AS ROW(water_m3 double, share_of_one_person double, used_from varchar, persons bigint, benefits bigint,
        help_may_be_needed boolean)) AS JSON)) AS evidence
  FROM benefits
  JOIN registered ON registered.address_id = benefits.address_id
)
SELECT address_id AS subject_entity_id, strength, evidence, in_research AS withheld
FROM measured
WHERE strength > 0

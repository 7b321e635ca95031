-- id: partners_apart
-- version: 1
-- title_nl: Aanwijzingen dat op een uitkeringsadres iemand meer woont dan opgegeven
-- title_en: Signs that one person more lives at a benefit's address than was stated
-- theme: benefits
-- subject: address
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: household
-- explains: -
-- legal_basis: Art. 3, 17, 53a and 64 Participatiewet (joint household, duty to inform, verification)
-- reads: person, benefit, consumption, registered_at, location, stated_at
-- sources: benefits, brp, vehicles, utilities
-- lawful_because: A joint household changes the benefit. Three files are compared about an address: who left it when the
--   benefit began, whom another register still places there, and how much water is used. One of them alone is nothing.
-- proxy_risk: Parting in truth is the rule, and parents alone would bear the looks. So each clue alone weighs nothing,
--   a car's address is often stale and counts once, and water counts from half a person more than registered.
-- owner: Team Werk en Inkomen
-- expires: 2027-10-31
WITH told AS (
  SELECT
    entities.entity_id AS event_id,
    relations.to_entity_id AS address_id,
    json_extract_scalar(entities.attributes, '$.event_type') AS event_type,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) AS from_day,
    try_cast(json_extract_scalar(entities.attributes, '$.ended_on') AS date) AS to_day,
    CAST(json_extract_scalar(entities.attributes, '$.household_persons') AS integer) AS stated,
    try_cast(json_extract_scalar(entities.attributes, '$.water_m3') AS double) AS water_m3
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') IN ('benefit', 'consumption')
),
benefits AS (
  SELECT told.address_id, min(told.from_day) AS from_day, sum(told.stated) AS stated,
    array_agg(DISTINCT told.event_id) AS benefit_ids
  FROM told
  CROSS JOIN clock
  WHERE told.event_type = 'benefit'
    AND told.from_day <= clock.as_of
    AND (told.to_day IS NULL OR told.to_day > clock.as_of)
  GROUP BY told.address_id
),
-- Water of the newest year since the benefit began.
water AS (
  SELECT benefits.address_id, max_by(told.water_m3, told.from_day) AS water_m3
  FROM benefits
  JOIN told ON told.address_id = benefits.address_id
  CROSS JOIN clock
  WHERE told.event_type = 'consumption'
    AND told.water_m3 IS NOT NULL
    AND told.from_day >= benefits.from_day - INTERVAL '6' MONTH
    AND told.to_day <= clock.as_of
  GROUP BY benefits.address_id
),
-- Adults tied to the address: registered there now, registered there until about the day on which the benefit began,
-- or placed there by what another register says of where they live.
tied AS (
  SELECT benefits.address_id, relations.from_entity_id AS person_id,
    bool_or(relations.role = 'registered_at' AND (relations.until IS NULL OR relations.until > clock.as_of)) AS lives_there,
    bool_or(relations.role = 'registered_at'
      AND relations.until BETWEEN benefits.from_day - INTERVAL '6' MONTH AND benefits.from_day + INTERVAL '6' MONTH
      AND (relations.since IS NULL OR relations.since <= relations.until - INTERVAL '12' MONTH)) AS left_then,
    bool_or(relations.role = 'stated_at' AND (relations.until IS NULL OR relations.until > clock.as_of)) AS placed_there,
    bool_and(relations.in_research) AS in_research
  FROM benefits
  JOIN relations ON relations.to_entity_id = benefits.address_id
  JOIN entities ON entities.entity_id = relations.from_entity_id
  CROSS JOIN clock
  WHERE relations.role IN ('registered_at', 'stated_at')
    AND entities.kind = 'person'
    AND json_extract_scalar(entities.attributes, '$.suspension') IS NULL
    AND coalesce(year(clock.as_of) - CAST(json_extract_scalar(entities.attributes, '$.birth_year') AS integer) > 18, true)
  GROUP BY benefits.address_id, relations.from_entity_id
),
persons AS (
  SELECT relations.to_entity_id AS address_id, count(DISTINCT relations.from_entity_id) AS registered
  FROM relations
  JOIN benefits ON benefits.address_id = relations.to_entity_id
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.until IS NULL OR relations.until > clock.as_of)
  GROUP BY relations.to_entity_id
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT tied.address_id, population.certain,
    count_if(tied.left_then AND NOT tied.lives_there) AS left_then,
    count_if(tied.placed_there AND NOT tied.lives_there) AS placed_there
  FROM tied
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND tied.in_research)
  GROUP BY tied.address_id, population.certain
),
-- A person at home uses 46 m3 a year (Nibud, CBS Watergebruik Thuis 2021).
clues AS (
  SELECT counted.address_id, counted.certain, counted.left_then, counted.placed_there, persons.registered, benefits.stated,
    water.water_m3, benefits.benefit_ids,
    CASE WHEN counted.left_then > 0 THEN 1e0 ELSE 0e0 END AS left_clue,
    CASE WHEN counted.placed_there > 0 THEN 1e0 ELSE 0e0 END AS placed_clue,
    greatest(0e0, least(1e0, coalesce(water.water_m3 / 46e0 - persons.registered - 5e-1, 0e0))) AS water_clue
  FROM counted
  JOIN benefits ON benefits.address_id = counted.address_id
  JOIN persons ON persons.address_id = counted.address_id
  LEFT JOIN water ON water.address_id = counted.address_id
  WHERE benefits.stated <= persons.registered
),
-- Of the three clues the first weighs nothing, the second the half, the third the whole.
measured AS (
  SELECT address_id, certain, (left_clue + placed_clue + water_clue - 1e0) / 2e0 AS strength,
    json_format(CAST(CAST(
      ROW(left_then, placed_there, registered, stated, water_m3, round(water_m3 / 46e0, 1), array_sort(benefit_ids))
      AS ROW(left_when_it_began bigint, placed_there bigint, registered bigint, stated bigint, water_m3 double,
        persons_by_water double, benefit_ids varchar ARRAY)) AS JSON)) AS evidence
  FROM clues
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
WHERE strength > 0
GROUP BY address_id

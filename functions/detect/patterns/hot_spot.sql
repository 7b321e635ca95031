-- id: hot_spot
-- version: 1
-- title_nl: Adres met een voorval in een vierkant waar er nu veel meer zijn dan verwacht
-- title_en: An address with an event in a square that now has far more than expected
-- theme: place
-- subject: address
-- direction: for
-- basis: fact
-- weight: 8
-- counts_once: -
-- explains: -
-- legal_basis: Art. 172 Gemeentewet (public order); art. 5:11 Awb (supervision), to plan where to look
-- reads: address, report, raid, inspection, location
-- sources: reports, raids, inspections, bag
-- lawful_because: Where and when established events crowd helps to plan visits. An address is named only for an event of
--   its own; living in a square adds nothing to anybody.
-- proxy_risk: Where more is looked, more is found, and squares stand for who lives there. So the past of the same square is the
--   measure, squares with fewer than ten events are silent, Holm corrects, and it weighs least of all.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH cells AS (
  SELECT entity_id AS address_id, json_extract_scalar(attributes, '$.grid_500m') AS cell,
    lower(coalesce(json_extract_scalar(attributes, '$.dwelling_use'), '')) AS dwelling_use
  FROM entities
  WHERE kind = 'address'
    AND json_extract_scalar(attributes, '$.grid_500m') IS NOT NULL
),
events AS (
  SELECT entities.entity_id AS event_id, relations.to_entity_id AS address_id, cells.cell, relations.in_research,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) AS on_day
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  JOIN cells ON cells.address_id = relations.to_entity_id
  WHERE entities.kind = 'event'
    AND (json_extract_scalar(entities.attributes, '$.event_type') = 'raid'
      OR (json_extract_scalar(entities.attributes, '$.event_type') = 'report'
        AND json_extract_scalar(entities.attributes, '$.nature') = 'fact')
      OR (json_extract_scalar(entities.attributes, '$.event_type') = 'inspection'
        AND json_extract_scalar(entities.attributes, '$.outcome') IN ('irregularity', 'violation')))
),
-- Each event once, in the last half year or in the four years before it.
timed AS (
  SELECT events.event_id, events.address_id, events.cell, events.in_research,
    events.on_day > clock.as_of - INTERVAL '6' MONTH AS recent
  FROM events
  CROSS JOIN clock
  WHERE events.on_day > clock.as_of - INTERVAL '54' MONTH AND events.on_day <= clock.as_of
),
counted AS (
  SELECT cell,
    count(DISTINCT CASE WHEN recent THEN event_id END) AS recent,
    count(DISTINCT CASE WHEN NOT recent THEN event_id END) AS earlier,
    count(DISTINCT CASE WHEN recent THEN address_id END) AS addresses
  FROM timed
  GROUP BY cell
),
-- What a square's own past and the town's trend let expect: its share of the past (with half an event more, so that
-- no square expects none) of the town's recent events.
expected AS (
  SELECT cell, recent, earlier, addresses,
    (earlier + 5e-1) / (sum(earlier) OVER () + 5e-1 * count(*) OVER ()) * sum(recent) OVER () AS mean,
    count(*) OVER () AS cells
  FROM counted
),
-- The numbers under ten thousand. They are put together of digits, as engines name functions for that
-- differently.
digits AS (
  SELECT digit FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS ten (digit)
),
numbers AS (
  SELECT 1000 * thousands.digit + 100 * hundreds.digit + 10 * tens.digit + ones.digit AS i
  FROM digits AS thousands
  CROSS JOIN digits AS hundreds
  CROSS JOIN digits AS tens
  CROSS JOIN digits AS ones
),
-- The exact tail P(X >= recent) of a Poisson with that mean: one less the terms below it.
terms AS (
  SELECT expected.cell, expected.recent, expected.earlier, expected.addresses, expected.mean, expected.cells, steps.i,
    sum(CASE WHEN steps.i = 0 THEN 0e0 ELSE ln(CAST(steps.i AS double)) END) OVER (
      PARTITION BY expected.cell ORDER BY steps.i ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS ln_factorial
  FROM expected
  JOIN numbers AS steps ON steps.i < expected.recent
  WHERE expected.recent BETWEEN 1 AND 9999
),
tails AS (
  SELECT cell, recent, earlier, addresses, mean, cells,
    greatest(0e0, 1e0 - sum(exp(i * ln(mean) - mean - ln_factorial))) AS p_value
  FROM terms
  GROUP BY cell, recent, earlier, addresses, mean, cells
),
-- Holm's correction for as many tests as there are squares with events.
ranked AS (
  SELECT cell, recent, earlier, addresses, mean, cells, p_value, row_number() OVER (ORDER BY p_value, cell) AS place
  FROM tails
),
corrected AS (
  SELECT cell, recent, earlier, addresses, mean, p_value,
    max(least(1e0, p_value * (cells - place + 1))) OVER (ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
      AS p_holm
  FROM ranked
)
-- Under ten events, or of fewer than three addresses, a square says nothing (R25). Else: nothing where chance may
-- explain it, and from twice to six times what was expected up to the whole.
SELECT timed.address_id AS subject_entity_id,
  least(1e0, (corrected.recent / corrected.mean - 1e0) / 5e0) * (1e0 - corrected.p_holm / 5e-2) AS strength,
  json_format(CAST(CAST(
    ROW(corrected.recent, corrected.addresses, round(corrected.mean, 2), round(corrected.recent / corrected.mean, 2),
      round(corrected.p_value, 9), round(corrected.p_holm, 9), count(DISTINCT timed.event_id))
    AS ROW(events_in_square bigint, addresses bigint, expected double, lift double, p_value double, p_holm double,
      events_here bigint)) AS JSON)) AS evidence,
  bool_and(timed.in_research) AS withheld
FROM corrected
JOIN timed ON timed.cell = corrected.cell AND timed.recent
WHERE corrected.recent >= 10
  AND corrected.addresses >= 3
  AND corrected.p_holm < 5e-2
  AND corrected.recent > corrected.mean
GROUP BY timed.address_id, corrected.recent, corrected.addresses, corrected.mean, corrected.p_value, corrected.p_holm

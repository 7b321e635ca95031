-- id: recurring_pair
-- version: 1
-- title_nl: Invaladres met betrokkenen die vaker samen opduiken dan toeval
-- title_en: A raided place whose parties appear together more often than chance
-- theme: network
-- subject: address
-- direction: for
-- basis: fact
-- weight: 25
-- counts_once: -
-- explains: -
-- legal_basis: Art. 13b Opiumwet; art. 5:11 Awb (supervision); art. 2 Wet gegevensverwerking door samenwerkingsverbanden (RIEC)
-- reads: raid, location, suspect, owner, landlord, installer
-- sources: raids
-- lawful_because: Closures are the municipality's own decisions. That the same two hands, such as an owner and an
--   installer, recur over raids tells of one organisation; the raided places are named, and nobody is scored (R2).
-- proxy_risk: Who is often raided is often paired. So pairs are held against how often each of the two appears at all, in
--   an exact test over all pairs with correction; raids older than five years are left out.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH named AS (
  SELECT relations.from_entity_id AS raid_id, relations.to_entity_id AS party_id, relations.role,
    bool_and(relations.in_research) AS in_research
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'raid'
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen)
      BETWEEN clock.as_of - INTERVAL '60' MONTH AND clock.as_of
    AND relations.role IN ('location', 'suspect', 'owner', 'landlord', 'installer')
  GROUP BY relations.from_entity_id, relations.to_entity_id, relations.role
),
-- The place of a raid is a party too: the same hands at the same place are a pair with it.
parts AS (
  SELECT raid_id, party_id, bool_and(in_research) AS in_research
  FROM named
  GROUP BY raid_id, party_id
),
raids AS (
  SELECT count(DISTINCT raid_id) AS raids FROM parts
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
seen AS (
  SELECT parts.raid_id, parts.party_id, population.certain,
    count(*) OVER (PARTITION BY parts.party_id, population.certain) AS party_raids
  FROM parts
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND parts.in_research)
),
-- Pairs of what recurs: who appears once makes no pair twice.
pairs AS (
  SELECT one.certain, one.party_id AS one_id, other.party_id AS other_id, one.party_raids AS one_raids,
    other.party_raids AS other_raids, count(*) AS together
  FROM seen AS one
  JOIN seen AS other ON other.raid_id = one.raid_id AND other.certain = one.certain AND other.party_id > one.party_id
  WHERE one.party_raids >= 2 AND other.party_raids >= 2
  GROUP BY one.certain, one.party_id, other.party_id, one.party_raids, other.party_raids
),
-- The numbers under ten thousand that are needed. They are put together of digits, as engines name functions for that
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
  WHERE 1000 * thousands.digit + 100 * hundreds.digit + 10 * tens.digit + ones.digit
    <= (SELECT max(party_raids) FROM seen)
),
-- The exact hypergeometric tail P(X >= together): of all raids the one's are drawn, as many as they are, and the
-- other's are among them. One less the terms below it, each term the one before times a ratio.
steps AS (
  SELECT pairs.certain, pairs.one_id, pairs.other_id, pairs.one_raids, pairs.other_raids, pairs.together,
    CAST(raids.raids AS double) AS raids, numbers.i,
    sum(CASE
      -- The term of none: every draw misses. Where that cannot be, the pairs that must be are the beginning.
      WHEN numbers.i = 0 THEN 0e0
      ELSE ln((pairs.one_raids - numbers.i + 1e0) * (pairs.other_raids - numbers.i + 1e0)
        / (numbers.i * greatest(5e-1, raids.raids - pairs.one_raids - pairs.other_raids + numbers.i)))
      END) OVER (PARTITION BY pairs.certain, pairs.one_id, pairs.other_id ORDER BY numbers.i
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS ln_ratio
  FROM pairs
  CROSS JOIN raids
  JOIN numbers ON numbers.i <= least(pairs.one_raids, pairs.other_raids)
  WHERE raids.raids < 9999
),
tails AS (
  SELECT certain, one_id, other_id, one_raids, other_raids, together, raids,
    sum(CASE WHEN i >= together THEN exp(ln_ratio) ELSE 0e0 END) / sum(exp(ln_ratio)) AS p_value
  FROM steps
  WHERE raids - one_raids - other_raids + i >= 0
  GROUP BY certain, one_id, other_id, one_raids, other_raids, together, raids
),
ranked AS (
  SELECT certain, one_id, other_id, one_raids, other_raids, together, raids, p_value,
    row_number() OVER (PARTITION BY certain ORDER BY p_value, one_id, other_id) AS place,
    count(*) OVER (PARTITION BY certain) AS tests
  FROM tails
),
-- Holm's correction for as many tests as there are pairs.
corrected AS (
  SELECT certain, one_id, other_id, one_raids, other_raids, together, raids, p_value,
    max(least(1e0, p_value * (tests - place + 1))) OVER (
      PARTITION BY certain ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS p_holm
  FROM ranked
),
-- Half for two raids together, three quarters for three, half of that where chance explains it too.
found AS (
  SELECT places.party_id AS place_id, corrected.certain, corrected.together, corrected.raids, corrected.one_raids,
    corrected.other_raids, corrected.p_value, corrected.p_holm,
    (1e0 - power(5e-1, corrected.together - 1)) * CASE WHEN corrected.p_holm < 5e-2 THEN 1e0 ELSE 5e-1 END AS strength,
    count(*) OVER (PARTITION BY places.party_id, corrected.certain) AS pairs,
    row_number() OVER (PARTITION BY places.party_id, corrected.certain
      ORDER BY corrected.p_holm, corrected.together DESC, corrected.one_id, corrected.other_id) AS nth
  FROM corrected
  JOIN seen AS one ON one.party_id = corrected.one_id AND one.certain = corrected.certain
  JOIN seen AS other ON other.raid_id = one.raid_id AND other.party_id = corrected.other_id
    AND other.certain = corrected.certain
  JOIN named AS places ON places.raid_id = one.raid_id AND places.role = 'location'
  WHERE corrected.together >= 2
),
measured AS (
  SELECT place_id, certain, strength,
    json_format(CAST(CAST(
      ROW(together, pairs, round(together * raids / (one_raids * other_raids), 2), round(p_value, 9), round(p_holm, 9))
      AS ROW(raids_together bigint, pairs bigint, lift double, p_value double, p_holm double)) AS JSON)) AS evidence
  FROM found
  WHERE nth = 1
)
SELECT
  place_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
GROUP BY place_id

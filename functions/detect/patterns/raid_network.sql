-- id: raid_network
-- version: 1
-- title_nl: Dezelfde personen bij invallen elders
-- title_en: The same persons in raids elsewhere
-- theme: hemp
-- subject: address
-- direction: for
-- basis: fact
-- weight: 30
-- counts_once: -
-- explains: -
-- legal_basis: Art. 13b Opiumwet and art. 5:11 Awb (supervision by the mayor), on the municipality's own closures
-- sources: raids, brp
-- lawful_because: Closures are the municipality's own decisions. An address is tied by people who took part in a raid
--   elsewhere, or by an owner or landlord of raided places; relatives and later residents tie nothing.
-- proxy_risk: Where more is raided, more is found. So a single tie weighs half at most, ties are tested against chance
--   over all addresses alike, and raids older than five years are left out.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH raids AS (
  SELECT entities.entity_id AS raid_id
  FROM entities
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'raid'
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen)
      BETWEEN clock.as_of - INTERVAL '60' MONTH AND clock.as_of
),
places AS (
  SELECT relations.from_entity_id AS raid_id, relations.to_entity_id AS address_id,
    bool_and(relations.in_research) AS in_research
  FROM relations
  JOIN raids ON raids.raid_id = relations.from_entity_id
  WHERE relations.role = 'location'
  GROUP BY relations.from_entity_id, relations.to_entity_id
),
-- Who had a part in which raid, and whether it was one of their own doing.
parts AS (
  SELECT relations.from_entity_id AS raid_id, relations.to_entity_id AS person_id,
    bool_or(relations.role IN ('suspect', 'installer')) AS took_part,
    bool_and(relations.in_research) AS in_research
  FROM relations
  JOIN raids ON raids.raid_id = relations.from_entity_id
  WHERE relations.role IN ('suspect', 'installer', 'owner', 'landlord')
  GROUP BY relations.from_entity_id, relations.to_entity_id
),
-- An address is tied to who is or was registered there within two years, and to who had a part in a raid on it.
ties AS (
  SELECT relations.to_entity_id AS address_id, relations.from_entity_id AS person_id,
    false AS by_raid, relations.in_research
  FROM relations
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.until IS NULL OR relations.until > clock.as_of - INTERVAL '24' MONTH)
  UNION ALL
  SELECT places.address_id, parts.person_id, true AS by_raid, places.in_research OR parts.in_research AS in_research
  FROM places
  JOIN parts ON parts.raid_id = places.raid_id
),
tied AS (
  SELECT address_id, person_id, bool_or(by_raid) AS by_raid, bool_and(in_research) AS in_research
  FROM ties
  GROUP BY address_id, person_id
),
-- Pairs of an address's person and a raid elsewhere. Registered there, one must have taken part in that raid
-- oneself: owning a place that somebody else misused ties no home.
pairs AS (
  SELECT tied.address_id, tied.person_id, parts.raid_id,
    tied.in_research OR parts.in_research AS in_research
  FROM tied
  JOIN parts ON parts.person_id = tied.person_id
  LEFT JOIN places AS here ON here.raid_id = parts.raid_id AND here.address_id = tied.address_id
  WHERE here.raid_id IS NULL
    AND (tied.by_raid OR parts.took_part)
    AND parts.raid_id IN (SELECT raid_id FROM places)
),
counted AS (
  SELECT pairs.address_id, population.certain,
    count(*) AS pairs,
    count(DISTINCT pairs.person_id) AS persons,
    count(DISTINCT pairs.raid_id) AS raids_elsewhere,
    array_agg(DISTINCT pairs.raid_id) AS raid_ids
  FROM pairs
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND pairs.in_research)
  GROUP BY pairs.address_id, population.certain
),
-- If every part fell on one of the town's persons at random, the pairs of an address with n of the N persons would
-- be binomial: so many parts, each with the chance n / N.
town AS (
  SELECT CAST((SELECT count(*) FROM parts) AS double) AS parts, CAST(count(DISTINCT person_id) AS double) AS persons
  FROM tied
),
sizes AS (
  SELECT tied.address_id, count(*) AS persons, bool_or(tied.by_raid) AS raided
  FROM tied
  GROUP BY tied.address_id
),
expected AS (
  SELECT sizes.address_id, sizes.raided, population.certain, town.parts,
    town.parts * sizes.persons / town.persons AS mean_pairs,
    1e0 - sizes.persons / town.persons AS missed,
    sizes.persons / nullif(town.persons - sizes.persons, 0e0) AS odds,
    least(6, coalesce(counted.pairs, 0)) AS seen
  FROM sizes
  CROSS JOIN town
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  LEFT JOIN counted ON counted.address_id = sizes.address_id AND counted.certain = population.certain
),
-- The exact tail P(X >= seen) = 1 - missed^parts * sum of C(parts, i) * odds^i for i < seen. From six pairs on the
-- tail at six stands for it, which is more than it. An address to which the whole town is tied tells nothing.
tails AS (
  SELECT address_id, raided, certain, mean_pairs,
    coalesce(greatest(0e0, 1e0 - power(missed, parts) * (
      CASE WHEN seen > 0 THEN 1e0 ELSE 0e0 END
      + CASE WHEN seen > 1 THEN parts * odds ELSE 0e0 END
      + CASE WHEN seen > 2 THEN parts * (parts - 1) / 2e0 * power(odds, 2) ELSE 0e0 END
      + CASE WHEN seen > 3 THEN parts * (parts - 1) * (parts - 2) / 6e0 * power(odds, 3) ELSE 0e0 END
      + CASE WHEN seen > 4 THEN parts * (parts - 1) * (parts - 2) * (parts - 3) / 24e0 * power(odds, 4) ELSE 0e0 END
      + CASE WHEN seen > 5 THEN parts * (parts - 1) * (parts - 2) * (parts - 3) * (parts - 4) / 120e0 * power(odds, 5)
        ELSE 0e0 END)), 1e0) AS p_value
  FROM expected
),
ranked AS (
  SELECT address_id, raided, certain, mean_pairs, p_value,
    row_number() OVER (PARTITION BY raided, certain ORDER BY p_value, address_id) AS place,
    count(*) OVER (PARTITION BY raided, certain) AS tests
  FROM tails
),
-- Holm's correction for that many tests, over raided addresses and over the others.
corrected AS (
  SELECT address_id, certain, mean_pairs, p_value,
    max(least(1e0, p_value * (tests - place + 1))) OVER (
      PARTITION BY raided, certain ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS p_holm
  FROM ranked
),
-- Half for one raid elsewhere, three quarters for two, and so on, 0.7 of that where chance explains it too.
measured AS (
  SELECT counted.address_id, counted.certain,
    (1e0 - power(5e-1, counted.raids_elsewhere))
      * CASE WHEN corrected.p_holm < 5e-2 THEN 1e0 ELSE 7e-1 END AS strength,
    json_format(CAST(CAST(
      ROW(counted.raids_elsewhere, counted.persons, counted.pairs, round(corrected.mean_pairs, 6),
        round(counted.pairs / corrected.mean_pairs, 2), round(corrected.p_value, 9), round(corrected.p_holm, 9),
        array_sort(counted.raid_ids))
      AS ROW(raids_elsewhere bigint, persons bigint, pairs bigint, expected_pairs double,
        lift double, p_value double, p_holm double, raid_ids varchar ARRAY)) AS JSON)) AS evidence
  FROM counted
  JOIN corrected ON corrected.address_id = counted.address_id AND corrected.certain = counted.certain
)
SELECT
  address_id AS subject_entity_id,
  max_by(strength, certain) AS strength,
  max_by(evidence, certain) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
WHERE strength > 0
GROUP BY address_id

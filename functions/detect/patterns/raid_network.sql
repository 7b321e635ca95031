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
-- reads: raid, registered_at, location, suspect, owner, landlord, installer
-- sources: raids, brp
-- lawful_because: Closures are the municipality's own decisions. An address is tied by people who took part in a raid
--   elsewhere, or by an owner or landlord of raided places; relatives and later residents tie nothing.
-- proxy_risk: Where more is raided, more is found. So a single tie weighs half at most, ties are tested against chance
--   over all addresses alike, and raids older than five years are left out.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH
-- Everyone and everything that a raid names, each with the raid's place beside it.
named AS (
  SELECT
    relations.from_entity_id AS raid_id,
    relations.to_entity_id AS named_id,
    relations.role,
    relations.in_research,
    max(CASE WHEN relations.role = 'location' THEN relations.to_entity_id END)
      OVER (PARTITION BY relations.from_entity_id) AS place_id,
    bool_or(relations.role = 'location' AND relations.in_research)
      OVER (PARTITION BY relations.from_entity_id) AS place_in_research
  FROM relations
  JOIN entities ON entities.entity_id = relations.from_entity_id
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'raid'
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen)
      BETWEEN clock.as_of - INTERVAL '60' MONTH AND clock.as_of
),
-- Who had a part in which raid, and whether it was one of their own doing.
parts AS (
  SELECT raid_id, place_id, named_id AS person_id,
    bool_or(role IN ('suspect', 'installer')) AS took_part,
    bool_and(in_research OR place_in_research) AS in_research
  FROM named
  WHERE role IN ('suspect', 'installer', 'owner', 'landlord')
    AND place_id IS NOT NULL
  GROUP BY raid_id, place_id, named_id
),
-- An address is tied to who is or was registered there within two years, and to who had a part in a raid on it.
ties AS (
  SELECT relations.to_entity_id AS address_id, relations.from_entity_id AS person_id,
    0 AS parts_here, relations.in_research
  FROM relations
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.until IS NULL OR relations.until > clock.as_of - INTERVAL '24' MONTH)
  UNION ALL
  SELECT place_id AS address_id, person_id, 1 AS parts_here, in_research
  FROM parts
),
tied AS (
  SELECT address_id, person_id, sum(parts_here) AS parts_here, bool_and(in_research) AS in_research,
    row_number() OVER (PARTITION BY person_id ORDER BY address_id) AS nth_of_person
  FROM ties
  GROUP BY address_id, person_id
),
sized AS (
  SELECT address_id, person_id, parts_here, in_research,
    count(*) OVER (PARTITION BY address_id) AS address_persons,
    max(parts_here) OVER (PARTITION BY address_id) > 0 AS raided,
    CAST(sum(parts_here) OVER () AS double) AS town_parts,
    CAST(sum(CASE WHEN nth_of_person = 1 THEN 1 ELSE 0 END) OVER () AS double) AS town_persons
  FROM tied
),
-- Pairs of an address's person and a raid elsewhere. Who is only registered there must have taken part in that raid
-- oneself: owning a place that somebody else misused ties no home. Counted twice: on what is certain, and with what is
-- under investigation (R12).
counted AS (
  SELECT sized.address_id, sized.raided, sized.address_persons, sized.town_parts, sized.town_persons, population.certain,
    count(parts.raid_id) FILTER (WHERE NOT (population.certain AND (sized.in_research OR parts.in_research))) AS pairs,
    count(DISTINCT parts.person_id)
      FILTER (WHERE NOT (population.certain AND (sized.in_research OR parts.in_research))) AS persons,
    count(DISTINCT parts.raid_id)
      FILTER (WHERE NOT (population.certain AND (sized.in_research OR parts.in_research))) AS raids_elsewhere,
    array_agg(DISTINCT parts.raid_id) FILTER (WHERE parts.raid_id IS NOT NULL
      AND NOT (population.certain AND (sized.in_research OR parts.in_research))) AS raid_ids
  FROM sized
  LEFT JOIN parts ON parts.person_id = sized.person_id
    AND parts.place_id <> sized.address_id
    AND (sized.parts_here > 0 OR parts.took_part)
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  GROUP BY sized.address_id, sized.raided, sized.address_persons, sized.town_parts, sized.town_persons, population.certain
),
-- If every part fell on one of the town's persons at random, the pairs of an address with n of the N persons would
-- be binomial: so many parts, each with the chance n / N.
expected AS (
  SELECT address_id, raided, certain, pairs, persons, raids_elsewhere, raid_ids, town_parts,
    town_parts * address_persons / town_persons AS mean_pairs,
    1e0 - address_persons / town_persons AS missed,
    address_persons / nullif(town_persons - address_persons, 0e0) AS odds
  FROM counted
),
-- The exact tail P(X >= pairs) = 1 - missed^parts * sum of C(parts, i) * odds^i for i < pairs. From six pairs on the
-- tail at six stands for it, which is more than it. An address to which the whole town is tied tells nothing.
tails AS (
  SELECT address_id, raided, certain, pairs, persons, raids_elsewhere, raid_ids, mean_pairs,
    coalesce(greatest(0e0, 1e0 - power(missed, town_parts) * (
      CASE WHEN pairs > 0 THEN 1e0 ELSE 0e0 END
      + CASE WHEN pairs > 1 THEN town_parts * odds ELSE 0e0 END
      + CASE WHEN pairs > 2 THEN town_parts * (town_parts - 1) / 2e0 * power(odds, 2) ELSE 0e0 END
      + CASE WHEN pairs > 3 THEN town_parts * (town_parts - 1) * (town_parts - 2) / 6e0 * power(odds, 3) ELSE 0e0 END
      + CASE WHEN pairs > 4 THEN town_parts * (town_parts - 1) * (town_parts - 2) * (town_parts - 3) / 24e0
        * power(odds, 4) ELSE 0e0 END
      + CASE WHEN pairs > 5 THEN town_parts * (town_parts - 1) * (town_parts - 2) * (town_parts - 3) * (town_parts - 4)
        / 120e0 * power(odds, 5) ELSE 0e0 END)), 1e0) AS p_value
  FROM expected
),
ranked AS (
  SELECT address_id, raided, certain, pairs, persons, raids_elsewhere, raid_ids, mean_pairs, p_value,
    row_number() OVER (PARTITION BY raided, certain ORDER BY p_value, address_id) AS place,
    count(*) OVER (PARTITION BY raided, certain) AS tests
  FROM tails
),
-- Holm's correction for that many tests, over raided addresses and over the others.
corrected AS (
  SELECT address_id, certain, pairs, persons, raids_elsewhere, raid_ids, mean_pairs, p_value,
    max(least(1e0, p_value * (tests - place + 1))) OVER (
      PARTITION BY raided, certain ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS p_holm
  FROM ranked
),
-- Half for one raid elsewhere, three quarters for two, and so on, and 0.7 of that where chance explains it too.
measured AS (
  SELECT address_id, certain,
    (1e0 - power(5e-1, raids_elsewhere)) * CASE WHEN p_holm < 5e-2 THEN 1e0 ELSE 7e-1 END AS strength,
    json_format(CAST(CAST(
      ROW(raids_elsewhere, persons, pairs, round(mean_pairs, 6), round(pairs / mean_pairs, 2),
        round(p_value, 9), round(p_holm, 9), array_sort(raid_ids))
      AS ROW(raids_elsewhere bigint, persons bigint, pairs bigint, expected_pairs double, lift double,
        p_value double, p_holm double, raid_ids varchar ARRAY)) AS JSON)) AS evidence
  FROM corrected
  WHERE pairs > 0
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
GROUP BY address_id

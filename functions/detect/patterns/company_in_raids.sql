-- id: company_in_raids
-- version: 1
-- title_nl: Bedrijf dat als eigenaar, verhuurder of installateur vaker bij invallen opduikt dan toeval
-- title_en: A company that owns, lets or fits out raided places more often than chance
-- theme: hemp
-- subject: company
-- direction: for
-- basis: fact
-- weight: 30
-- counts_once: -
-- explains: -
-- legal_basis: Art. 13b Opiumwet; art. 3 Wet Bibob (permits of the company); art. 2 and 3 Wet goed verhuurderschap
-- reads: address, company, raid, transfer, letting, location, owner, landlord, installer, buyer
-- sources: raids, transfers, rental-register
-- lawful_because: Closures are the municipality's own decisions. A company whose places are raided beyond what its size
--   explains is asked how it lets and to whom; it may be deceived itself.
-- proxy_risk: A housing association with thousands of homes sees raids too. The number of its places and the town's own
--   rate are in an exact test, corrected for all parties; people who own or let are never a subject (R2).
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH events AS (
  SELECT entities.entity_id AS event_id, relations.role, relations.to_entity_id AS named_id, relations.in_research,
    json_extract_scalar(entities.attributes, '$.event_type') AS event_type,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) AS on_day,
    max(CASE WHEN relations.role = 'location' THEN relations.to_entity_id END)
      OVER (PARTITION BY entities.entity_id) AS place_id
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') IN ('raid', 'letting', 'transfer')
    AND relations.role IN ('location', 'owner', 'landlord', 'installer', 'buyer')
),
recent AS (
  SELECT events.event_id, events.role, events.named_id, events.in_research, events.event_type, events.place_id,
    max(CASE WHEN events.event_type = 'transfer' THEN events.on_day END) OVER (PARTITION BY events.place_id) AS last_sold_on,
    events.on_day
  FROM events
  CROSS JOIN clock
  WHERE events.place_id IS NOT NULL
    AND events.on_day <= clock.as_of
    AND (events.event_type <> 'raid' OR events.on_day > clock.as_of - INTERVAL '60' MONTH)
),
-- The places of owners, landlords and installers: where they had a part in a raid, what they let, what they bought last.
places AS (
  SELECT named_id AS party_id, place_id,
    bool_or(event_type = 'raid') AS raided,
    bool_and(in_research) AS in_research
  FROM recent
  WHERE role IN ('owner', 'landlord', 'installer', 'buyer')
    AND (event_type <> 'transfer' OR on_day = last_sold_on)
  GROUP BY named_id, place_id
),
raids AS (
  SELECT named_id AS party_id, array_agg(DISTINCT event_id) AS raid_ids
  FROM recent
  WHERE event_type = 'raid' AND role IN ('owner', 'landlord', 'installer')
  GROUP BY named_id
),
parties AS (
  SELECT places.party_id, count(*) AS places, count_if(places.raided) AS raided, raids.raid_ids
  FROM places
  JOIN raids ON raids.party_id = places.party_id
  GROUP BY places.party_id, raids.raid_ids
),
-- How likely a raid at any one address of the town is.
town AS (
  SELECT least(5e-1, CAST(raided AS double) / greatest(1, addresses)) AS chance
  FROM (SELECT count(DISTINCT place_id) AS raided FROM recent WHERE event_type = 'raid' AND role = 'location') AS raids
  CROSS JOIN (SELECT count(*) AS addresses FROM entities WHERE kind = 'address') AS all_addresses
),
-- The numbers under a thousand. They are put together of digits, as engines name functions for that differently.
digits AS (
  SELECT digit FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS ten (digit)
),
numbers AS (
  SELECT 100 * hundreds.digit + 10 * tens.digit + ones.digit AS i
  FROM digits AS hundreds
  CROSS JOIN digits AS tens
  CROSS JOIN digits AS ones
),
-- The exact tail P(X >= raided) of as many places, each raided with the town's chance: one less the terms below it.
terms AS (
  SELECT parties.party_id, parties.places, parties.raided, parties.raid_ids, town.chance, steps.i,
    sum(CASE WHEN steps.i = 0 THEN 0e0 ELSE ln((parties.places - steps.i + 1e0) / steps.i) END) OVER (
      PARTITION BY parties.party_id ORDER BY steps.i ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS ln_choose
  FROM parties
  CROSS JOIN town
  JOIN numbers AS steps ON steps.i < parties.raided
  WHERE parties.raided >= 1 AND parties.raided < 1000
),
tails AS (
  SELECT party_id, places, raided, raid_ids, chance,
    greatest(0e0, 1e0 - sum(exp(ln_choose + i * ln(chance) + (places - i) * ln(1e0 - chance)))) AS p_value
  FROM terms
  GROUP BY party_id, places, raided, raid_ids, chance
),
-- Holm's correction for as many tests as there are parties.
ranked AS (
  SELECT party_id, places, raided, raid_ids, chance, p_value,
    row_number() OVER (ORDER BY p_value, party_id) AS place,
    count(*) OVER () AS tests
  FROM tails
),
corrected AS (
  SELECT party_id, places, raided, raid_ids, chance, p_value,
    max(least(1e0, p_value * (tests - place + 1))) OVER (ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
      AS p_holm
  FROM ranked
),
doubtful AS (
  SELECT party_id, bool_or(in_research) AS in_research FROM places GROUP BY party_id
)
-- Half for two raided places, three quarters for three, and so on, half of that where chance explains it too.
SELECT corrected.party_id AS subject_entity_id,
  (1e0 - power(5e-1, corrected.raided - 1)) * CASE WHEN corrected.p_holm < 5e-2 THEN 1e0 ELSE 5e-1 END AS strength,
  json_format(CAST(CAST(
    ROW(corrected.raided, corrected.places, round(corrected.raided / (corrected.places * corrected.chance), 1),
      round(corrected.p_value, 9), round(corrected.p_holm, 9), array_sort(corrected.raid_ids))
    AS ROW(raided_places bigint, places bigint, lift double, p_value double, p_holm double, raid_ids varchar ARRAY))
    AS JSON)) AS evidence,
  doubtful.in_research AS withheld
FROM corrected
JOIN doubtful ON doubtful.party_id = corrected.party_id
JOIN entities ON entities.entity_id = corrected.party_id
WHERE corrected.raided >= 2
  AND entities.kind = 'company'

-- id: owner_with_raids
-- version: 1
-- title_nl: Ander pand van een eigenaar of verhuurder met meer invallen dan toeval
-- title_en: Another place of an owner or landlord with more raids than chance
-- theme: property
-- subject: address
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: -
-- explains: -
-- legal_basis: Art. 13b Opiumwet; art. 5:11 Awb (supervision); art. 2 and 3 Wet goed verhuurderschap (good landlordship)
-- reads: address, raid, transfer, letting, location, owner, landlord, installer, buyer
-- sources: raids, transfers, rental-register
-- lawful_because: Closures are the municipality's own decisions. That places of one hand are raided beyond what chance
--   explains is a reason to look at that hand's other places; the finding names the place, and nobody is scored (R2).
-- proxy_risk: Who owns much is raided more often. So raids are held against the number of places and the town's own rate
--   in an exact test, corrected for all parties, and the share of raided places scales the strength.
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
-- Half for one raided place, three quarters for two, times the root of their share, half of that where chance explains it.
found AS (
  SELECT places.place_id, places.in_research, corrected.places, corrected.raided, corrected.chance, corrected.p_value,
    corrected.p_holm, corrected.raid_ids,
    (1e0 - power(5e-1, corrected.raided)) * sqrt(CAST(corrected.raided AS double) / corrected.places)
      * CASE WHEN corrected.p_holm < 5e-2 THEN 1e0 ELSE 5e-1 END AS strength
  FROM corrected
  JOIN places ON places.party_id = corrected.party_id AND NOT places.raided
  WHERE corrected.raided >= 2
),
-- Of several parties of one place the one that says most.
strongest AS (
  SELECT place_id, in_research, strength, places, raided, chance, p_value, p_holm, raid_ids,
    row_number() OVER (PARTITION BY place_id ORDER BY strength DESC, p_value, places, raid_ids) AS nth
  FROM found
)
SELECT place_id AS subject_entity_id, strength,
  json_format(CAST(CAST(
    ROW(raided, places, round(raided / (places * chance), 1), round(p_value, 9), round(p_holm, 9), array_sort(raid_ids))
    AS ROW(raided_places bigint, places bigint, lift double, p_value double, p_holm double, raid_ids varchar ARRAY))
    AS JSON)) AS evidence,
  in_research AS withheld
FROM strongest
WHERE nth = 1

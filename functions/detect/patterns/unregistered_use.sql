-- id: unregistered_use
-- version: 1
-- title_nl: Niemand ingeschreven op twee opeenvolgende 1 januari, wel stroomverbruik
-- title_en: Nobody registered on two successive 1 January dates, yet power is used
-- theme: address
-- subject: address
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: -
-- explains: -
-- legal_basis: Art. 2.34 and 2.38 Wet BRP (address research, duty to register); art. 21 Huisvestingswet 2014 (withdrawn from housing)
-- reads: address, consumption, registered_at, letter_address, location
-- sources: brp, bag, utilities
-- lawful_because: The register must be true, and a dwelling is there to live in. Use of power by nobody asks who lives
--   there; the answer is often a registration that was forgotten.
-- proxy_risk: People who cannot register (a landlord forbids it) would show. They are not looked for: the finding names
--   the dwelling. Holiday homes, dwellings just built or sold and care uses are left out or explained away.
-- owner: Team Basisregistraties
-- expires: 2028-10-31
WITH dwellings AS (
  SELECT entity_id AS address_id, CAST(json_extract_scalar(attributes, '$.area_m2') AS double) AS area_m2
  FROM entities
  CROSS JOIN clock
  WHERE kind = 'address'
    AND lower(json_extract_scalar(attributes, '$.dwelling_use')) LIKE '%woonfunctie%'
    AND lower(json_extract_scalar(attributes, '$.dwelling_use')) NOT LIKE '%logiesfunctie%'
    AND lower(json_extract_scalar(attributes, '$.dwelling_use')) NOT LIKE '%gezondheidszorgfunctie%'
    -- Who builds uses power before anybody can register.
    AND coalesce(CAST(json_extract_scalar(attributes, '$.build_year') AS integer), 0) < year(clock.as_of) - 2
),
-- Everybody who is registered now, was at one of the two dates, or left since: of an address that somebody left lately
-- a register of present addresses may not tell how long it stood empty.
lived_in AS (
  SELECT DISTINCT relations.to_entity_id AS address_id
  FROM relations
  CROSS JOIN clock
  WHERE relations.role IN ('registered_at', 'letter_address')
    AND (relations.until IS NULL OR relations.until >= date_trunc('year', clock.as_of) - INTERVAL '12' MONTH)
),
-- The two newest years that ended.
used AS (
  SELECT relations.to_entity_id AS address_id,
    max_by(try_cast(json_extract_scalar(entities.attributes, '$.power_kwh') AS double), relations.since) AS power_kwh,
    max_by(try_cast(json_extract_scalar(entities.attributes, '$.water_m3') AS double), relations.since) AS water_m3,
    max(relations.since) AS used_from,
    bool_or(relations.in_research) AS in_research
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'consumption'
    AND json_extract_scalar(entities.attributes, '$.power_kwh') IS NOT NULL
    AND relations.since >= date_trunc('year', clock.as_of) - INTERVAL '24' MONTH
    AND relations.until <= clock.as_of
  GROUP BY relations.to_entity_id
),
-- 5% of the average home (2,550 kWh: CBS, Energieverbruik particuliere woningen 2024) is what a fridge and a boiler
-- take that were left on, half of the average is a household.
measured AS (
  SELECT used.address_id, used.in_research,
    least(1e0, (used.power_kwh / 2550e0 - 5e-2) / 45e-2) AS strength,
    json_format(CAST(CAST(
      ROW(used.power_kwh, round(used.power_kwh / 2550e0, 3), used.water_m3, CAST(used.used_from AS varchar), dwellings.area_m2)
      AS ROW(power_kwh double, share_of_average double, water_m3 double, used_from varchar, area_m2 double)) AS JSON)) AS evidence
  FROM used
  JOIN dwellings ON dwellings.address_id = used.address_id
  LEFT JOIN lived_in ON lived_in.address_id = used.address_id
  WHERE lived_in.address_id IS NULL
)
SELECT address_id AS subject_entity_id, strength, evidence, in_research AS withheld
FROM measured
WHERE strength > 0

-- id: power_low_for_household
-- version: 1
-- title_nl: Bewoond en toch weinig stroom én weinig gas: mogelijk buiten de meter om
-- title_en: Lived in, yet little power and little gas: perhaps past the meter
-- theme: hemp
-- subject: address
-- direction: for
-- basis: fact
-- weight: 12
-- counts_once: -
-- explains: -
-- legal_basis: Art. 13b Opiumwet and art. 5:11 Awb (supervision by the mayor); art. 2.1 Besluit bouwwerken leefomgeving (fire safety)
-- reads: address, consumption, registered_at, location
-- sources: utilities, bag, brp
-- lawful_because: Most growers take power before the meter, which then shows little, and lamps heat the house. Both
--   meters low while water runs as in a home is a sign of danger to the neighbours; it weighs little by itself.
-- proxy_risk: Poverty turns heating and light off too. So water must be used as by people at home, one low meter never
--   counts (panels on the roof, a district's heat), and the worst tenth of the town for its size is the measure.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH used AS (
  SELECT relations.to_entity_id AS address_id, relations.since AS used_from, relations.in_research,
    try_cast(json_extract_scalar(entities.attributes, '$.power_kwh') AS double) AS power_kwh,
    try_cast(json_extract_scalar(entities.attributes, '$.gas_m3') AS double) AS gas_m3,
    try_cast(json_extract_scalar(entities.attributes, '$.water_m3') AS double) AS water_m3,
    row_number() OVER (PARTITION BY relations.to_entity_id ORDER BY relations.since DESC, entities.entity_id) AS newest
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'consumption'
    AND relations.since >= clock.as_of - INTERVAL '36' MONTH
),
registered AS (
  SELECT relations.to_entity_id AS address_id, count(DISTINCT relations.from_entity_id) AS persons,
    min(relations.since) AS since, bool_and(relations.in_research) AS in_research
  FROM relations
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    AND (relations.since IS NULL OR relations.since <= clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
  GROUP BY relations.to_entity_id
),
-- Lived in for the whole year, with water as of people at home: half of 46 m3 each (Nibud) is the least.
homes AS (
  SELECT used.address_id, used.used_from, used.power_kwh, used.gas_m3, used.water_m3, registered.persons,
    used.in_research OR registered.in_research AS in_research,
    CAST(json_extract_scalar(entities.attributes, '$.area_m2') AS double) AS area_m2
  FROM used
  JOIN registered ON registered.address_id = used.address_id
  JOIN entities ON entities.entity_id = used.address_id
  WHERE used.newest = 1
    AND used.power_kwh > 0e0
    AND used.gas_m3 > 0e0
    AND used.water_m3 >= 23e0 * registered.persons
    AND (registered.since IS NULL OR registered.since <= used.used_from)
    AND lower(json_extract_scalar(entities.attributes, '$.dwelling_use')) LIKE '%woonfunctie%'
    AND CAST(json_extract_scalar(entities.attributes, '$.area_m2') AS double) BETWEEN 2 AND 9998
),
-- Homes in order of size, in up to ten bands of a hundred or more.
sized AS (
  SELECT address_id, used_from, in_research, power_kwh, gas_m3, water_m3, persons, area_m2,
    floor(CAST((rank() OVER (ORDER BY area_m2) - 1)
      * greatest(1, least(10, count(*) OVER () / 100)) AS double) / count(*) OVER ()) AS band
  FROM homes
),
ranked AS (
  SELECT address_id, used_from, in_research, power_kwh, gas_m3, water_m3, persons, area_m2, band,
    row_number() OVER (PARTITION BY band ORDER BY power_kwh, address_id) AS power_place,
    row_number() OVER (PARTITION BY band ORDER BY gas_m3, address_id) AS gas_place,
    count(*) OVER (PARTITION BY band) AS band_homes
  FROM sized
),
bands AS (
  SELECT band,
    min(CASE WHEN power_place >= band_homes * 5e-1 THEN power_kwh END) AS median_kwh,
    min(CASE WHEN power_place >= band_homes * 1e-1 THEN power_kwh END) AS first_decile_kwh,
    min(CASE WHEN gas_place >= band_homes * 5e-1 THEN gas_m3 END) AS median_gas,
    min(CASE WHEN gas_place >= band_homes * 1e-1 THEN gas_m3 END) AS first_decile_gas
  FROM ranked
  WHERE band_homes >= 20
  GROUP BY band
),
-- How often the distance between median and first decile fits between the median and this home, for either meter, on
-- a scale of ratios (at least of 1.35): nothing up to the first decile, all of it at two and a half times. The weaker counts.
measured AS (
  SELECT ranked.address_id, ranked.in_research,
    greatest(0e0, least(1e0, (least(
      ln(bands.median_kwh / ranked.power_kwh) / greatest(3e-1, ln(bands.median_kwh / bands.first_decile_kwh)),
      ln(bands.median_gas / ranked.gas_m3) / greatest(3e-1, ln(bands.median_gas / bands.first_decile_gas)))
      - 1e0) / 15e-1)) AS strength,
    json_format(CAST(CAST(
      ROW(ranked.power_kwh, bands.median_kwh, ranked.gas_m3, bands.median_gas, ranked.water_m3, ranked.persons,
        ranked.area_m2, CAST(ranked.used_from AS varchar))
      AS ROW(power_kwh double, median_kwh double, gas_m3 double, median_gas_m3 double, water_m3 double, persons bigint,
        area_m2 double, used_from varchar)) AS JSON)) AS evidence
  FROM ranked
  JOIN bands ON bands.band = ranked.band
)
SELECT address_id AS subject_entity_id, strength, evidence, in_research AS withheld
FROM measured
WHERE strength > 0

-- id: power_high_for_size
-- version: 1
-- title_nl: Stroomverbruik ver boven dat van woningen van die grootte
-- title_en: Power use far above that of dwellings of the size
-- theme: hemp
-- subject: address
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: -
-- explains: -
-- legal_basis: Art. 13b Opiumwet and art. 5:11 Awb (supervision by the mayor); art. 2.1 Besluit bouwwerken leefomgeving (fire safety)
-- reads: address, consumption, location
-- sources: utilities, bag
-- lawful_because: Use far beyond what a home of the size can need is a fire risk and a known trace of lamps. Only the
--   yearly sum of the connection is read, never how a day goes, and not whose contract it is.
-- proxy_risk: Large households, electric heating and cars use much. So homes of one size are compared with each other in
--   this town, only what lies far beyond the tenth that uses most counts, and homes without gas are explained.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH used AS (
  SELECT relations.to_entity_id AS address_id, relations.since AS used_from, relations.in_research,
    try_cast(json_extract_scalar(entities.attributes, '$.power_kwh') AS double) AS power_kwh,
    row_number() OVER (PARTITION BY relations.to_entity_id ORDER BY relations.since DESC, entities.entity_id) AS newest
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'consumption'
    AND try_cast(json_extract_scalar(entities.attributes, '$.power_kwh') AS double) > 0e0
    AND relations.since >= clock.as_of - INTERVAL '36' MONTH
),
homes AS (
  SELECT used.address_id, used.used_from, used.in_research, used.power_kwh,
    CAST(json_extract_scalar(entities.attributes, '$.area_m2') AS double) AS area_m2
  FROM used
  JOIN entities ON entities.entity_id = used.address_id
  WHERE used.newest = 1
    AND lower(json_extract_scalar(entities.attributes, '$.dwelling_use')) LIKE '%woonfunctie%'
    AND CAST(json_extract_scalar(entities.attributes, '$.area_m2') AS double) BETWEEN 2 AND 9998
),
-- Homes in order of size, in up to ten bands of a hundred or more.
sized AS (
  SELECT address_id, used_from, in_research, power_kwh, area_m2,
    floor(CAST((rank() OVER (ORDER BY area_m2) - 1)
      * greatest(1, least(10, count(*) OVER () / 100)) AS double) / count(*) OVER ()) AS band
  FROM homes
),
ranked AS (
  SELECT address_id, used_from, in_research, power_kwh, area_m2, band,
    row_number() OVER (PARTITION BY band ORDER BY power_kwh, address_id) AS place,
    count(*) OVER (PARTITION BY band) AS band_homes
  FROM sized
),
-- The median and the ninth decile of the band.
bands AS (
  SELECT band,
    min(CASE WHEN place >= band_homes * 5e-1 THEN power_kwh END) AS median_kwh,
    min(CASE WHEN place >= band_homes * 9e-1 THEN power_kwh END) AS ninth_decile_kwh
  FROM ranked
  -- So few homes have no deciles to speak of.
  WHERE band_homes >= 20
  GROUP BY band
),
-- How often the distance between median and ninth decile fits between the median and this home, on a scale of ratios
-- (at least of 1.35, so that a band of equal homes is no measure): nothing from 2.5 on, all of it at 4.
measured AS (
  SELECT ranked.address_id, ranked.in_research,
    greatest(0e0, least(1e0, (ln(ranked.power_kwh / bands.median_kwh)
      / greatest(3e-1, ln(bands.ninth_decile_kwh / bands.median_kwh)) - 25e-1) / 15e-1)) AS strength,
    json_format(CAST(CAST(
      ROW(ranked.power_kwh, bands.median_kwh, bands.ninth_decile_kwh, ranked.area_m2, ranked.band_homes,
        CAST(ranked.used_from AS varchar))
      AS ROW(power_kwh double, median_kwh double, ninth_decile_kwh double, area_m2 double, homes_of_the_size bigint,
        used_from varchar)) AS JSON)) AS evidence
  FROM ranked
  JOIN bands ON bands.band = ranked.band
)
SELECT address_id AS subject_entity_id, strength, evidence, in_research AS withheld
FROM measured
WHERE strength > 0

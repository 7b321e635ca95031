-- id: shed_changed_use
-- version: 1
-- title_nl: Schuur of loods in het buitengebied die opeens veel meer verbruikt
-- title_en: A shed or barn in the open that suddenly uses far more
-- theme: hemp
-- subject: address
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: -
-- explains: -
-- legal_basis: Art. 13b Opiumwet, art. 5:11 Awb (supervision), Omgevingswet art. 5.1 (use against the environment plan)
-- reads: address, company, consumption, location, established_at
-- sources: bag, utilities, kvk
-- lawful_because: Empty sheds are let for drug production because nobody is near; a jump of power or water without a
--   company behind it is checked like any change of use, and protects farmers who are pressed to lend their barn.
-- proxy_risk: A growing business would show. So a company that works there explains
--   most of it, and only a jump counts, never a high use that lasts.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH cells AS (
  SELECT entity_id AS address_id,
    lower(json_extract_scalar(attributes, '$.dwelling_use')) AS dwelling_use,
    count(*) OVER (PARTITION BY json_extract_scalar(attributes, '$.grid_500m')) AS addresses_near
  FROM entities
  WHERE kind = 'address'
    AND json_extract_scalar(attributes, '$.grid_500m') IS NOT NULL
),
-- Open land: up to 50 addresses in the square of 500 m (CBS: under 500 addresses per km2 is not urban, 200 is open).
sheds AS (
  SELECT address_id, addresses_near
  FROM cells
  WHERE addresses_near <= 50
    AND dwelling_use NOT LIKE '%woonfunctie%'
    AND (dwelling_use LIKE '%industriefunctie%' OR dwelling_use LIKE '%overige gebruiksfunctie%')
),
used AS (
  SELECT sheds.address_id, sheds.addresses_near, relations.since AS used_from, relations.in_research,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.power_kwh') AS double), 0e0) AS power_kwh,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.water_m3') AS double), 0e0) AS water_m3,
    row_number() OVER (PARTITION BY sheds.address_id ORDER BY relations.since DESC, entities.entity_id) AS newest
  FROM sheds
  JOIN relations ON relations.to_entity_id = sheds.address_id AND relations.role = 'location'
  JOIN entities ON entities.entity_id = relations.from_entity_id
  CROSS JOIN clock
  WHERE json_extract_scalar(entities.attributes, '$.event_type') = 'consumption'
    AND relations.since >= clock.as_of - INTERVAL '48' MONTH
),
years AS (
  SELECT address_id, addresses_near,
    max(CASE WHEN newest = 1 THEN power_kwh END) AS power_kwh,
    max(CASE WHEN newest = 1 THEN water_m3 END) AS water_m3,
    max(CASE WHEN newest = 1 THEN used_from END) AS used_from,
    max(CASE WHEN newest > 1 THEN power_kwh END) AS earlier_kwh,
    max(CASE WHEN newest > 1 THEN water_m3 END) AS earlier_m3,
    bool_or(in_research) AS in_research
  FROM used
  GROUP BY address_id, addresses_near
  HAVING count(*) >= 2
),
working AS (
  SELECT relations.to_entity_id AS address_id, count(DISTINCT relations.from_entity_id) AS companies
  FROM relations
  JOIN entities ON entities.entity_id = relations.from_entity_id
  CROSS JOIN clock
  WHERE relations.role = 'established_at'
    AND (relations.until IS NULL OR relations.until > clock.as_of)
    -- A company of the last year may be the front of the change.
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.started_on') AS date), relations.since, entities.first_seen)
      < clock.as_of - INTERVAL '24' MONTH
  GROUP BY relations.to_entity_id
),
-- Doublings of power (from twice the average home of 2,550 kWh (CBS 2024) on) or of water (from two persons' 92 m3 on),
-- over the most of any earlier year: nothing at one, all of it at three and a half. A quarter where a company works.
measured AS (
  SELECT years.address_id, years.in_research,
    greatest(0e0, least(1e0, (greatest(
      CASE WHEN years.power_kwh > 5100e0 THEN log2(years.power_kwh / greatest(5e2, years.earlier_kwh)) ELSE 0e0 END,
      CASE WHEN years.water_m3 > 92e0 THEN log2(years.water_m3 / greatest(1e1, years.earlier_m3)) ELSE 0e0 END)
      - 1e0) / 25e-1)) * CASE WHEN working.companies > 0 THEN 25e-2 ELSE 1e0 END AS strength,
    json_format(CAST(CAST(
      ROW(years.power_kwh, years.earlier_kwh, years.water_m3, years.earlier_m3, CAST(years.used_from AS varchar),
        coalesce(working.companies, 0), years.addresses_near)
      AS ROW(power_kwh double, earlier_kwh double, water_m3 double, earlier_m3 double, used_from varchar,
        companies bigint, addresses_near bigint)) AS JSON)) AS evidence
  FROM years
  LEFT JOIN working ON working.address_id = years.address_id
)
SELECT address_id AS subject_entity_id, strength, evidence, in_research AS withheld
FROM measured
WHERE strength > 0

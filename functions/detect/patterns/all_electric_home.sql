-- id: all_electric_home
-- version: 1
-- title_nl: Woning zonder gas verklaart veel stroom
-- title_en: A home without gas explains much power
-- theme: hemp
-- subject: address
-- direction: against
-- basis: fact
-- weight: 20
-- counts_once: -
-- explains: power_high_for_size
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: consumption, location
-- sources: utilities
-- lawful_because: A heat pump takes the place of gas: what is used more of the one is used less of the other.
-- proxy_risk: None found: it only ever lowers a score, and reads two meters of one address.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH used AS (
  SELECT relations.to_entity_id AS address_id, relations.since AS used_from,
    try_cast(json_extract_scalar(entities.attributes, '$.power_kwh') AS double) AS power_kwh,
    coalesce(try_cast(json_extract_scalar(entities.attributes, '$.gas_m3') AS double), 0e0) AS gas_m3,
    row_number() OVER (PARTITION BY relations.to_entity_id ORDER BY relations.since DESC, entities.entity_id) AS newest
  FROM entities
  JOIN relations ON relations.from_entity_id = entities.entity_id AND relations.role = 'location'
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'consumption'
    AND try_cast(json_extract_scalar(entities.attributes, '$.power_kwh') AS double) IS NOT NULL
    AND relations.since >= clock.as_of - INTERVAL '36' MONTH
)
-- Heat and a car by power take two to four times the average of 2,550 kWh (CBS, Energieverbruik particuliere woningen
-- 2024): all of it up to four times, nothing from seven times on. Gas up to 100 m3 is a cooker's.
SELECT address_id AS subject_entity_id,
  least(1e0, (7e0 - power_kwh / 2550e0) / 3e0) * (1e0 - gas_m3 / 1e2) AS strength,
  json_format(CAST(CAST(
    ROW(power_kwh, gas_m3, CAST(used_from AS varchar))
    AS ROW(power_kwh double, gas_m3 double, used_from varchar)) AS JSON)) AS evidence,
  false AS withheld
FROM used
WHERE newest = 1
  AND gas_m3 < 1e2
  AND power_kwh BETWEEN 5100e0 AND 17800e0

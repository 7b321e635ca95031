-- id: letter_addresses
-- version: 1
-- title_nl: Briefadressen in aantallen op een woning
-- title_en: Letter addresses in numbers at a dwelling
-- theme: address
-- subject: address
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: -
-- explains: -
-- legal_basis: Art. 2.40 and 2.41 Wet BRP (letter address, and who may lend it), art. 2.34 (address research)
-- reads: address, letter_address
-- sources: brp, bag
-- lawful_because: A letter address is for who has no home and is given by one who consents. The register must be true;
--   numbers at one dwelling ask for a look at the address, not at the people.
-- proxy_risk: People without a home, travellers and women in shelters live by letter addresses. Desks, shelters and
--   institutions are no dwellings and are left out; two at a relative's are ordinary and weigh nothing.
-- owner: Team Basisregistraties
-- expires: 2028-10-31
WITH holders AS (
  SELECT
    relations.to_entity_id AS address_id,
    relations.from_entity_id AS person_id,
    bool_and(relations.in_research) AS in_research
  FROM relations
  CROSS JOIN clock
  WHERE relations.role = 'letter_address'
    AND (relations.since IS NULL OR relations.since <= clock.as_of)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
  GROUP BY relations.to_entity_id, relations.from_entity_id
),
-- Counted twice: on what is certain, and with what is under investigation (R12).
counted AS (
  SELECT holders.address_id, population.certain, count(*) AS letter_addresses
  FROM holders
  CROSS JOIN (VALUES (true), (false)) AS population (certain)
  WHERE NOT (population.certain AND holders.in_research)
  GROUP BY holders.address_id, population.certain
),
-- From three on, six are the full strength. An address whose use is not known to be a dwelling is left out.
measured AS (
  SELECT
    counted.address_id,
    counted.certain,
    greatest(0e0, least(1e0, (counted.letter_addresses - 2) / 4e0)) AS strength,
    json_format(CAST(CAST(ROW(counted.letter_addresses) AS ROW(letter_addresses bigint)) AS JSON)) AS evidence
  FROM counted
  JOIN entities ON entities.entity_id = counted.address_id
  WHERE lower(json_extract_scalar(entities.attributes, '$.dwelling_use')) LIKE '%woonfunctie%'
    AND lower(json_extract_scalar(entities.attributes, '$.dwelling_use')) NOT LIKE '%gezondheidszorgfunctie%'
    AND lower(json_extract_scalar(entities.attributes, '$.dwelling_use')) NOT LIKE '%logiesfunctie%'
)
SELECT
  address_id AS subject_entity_id,
  coalesce(max(CASE WHEN certain THEN strength END), max(strength)) AS strength,
  coalesce(max(CASE WHEN certain THEN evidence END), max(evidence)) AS evidence,
  NOT bool_or(certain) AS withheld
FROM measured
WHERE strength > 0
GROUP BY address_id

-- id: household_size_differs
-- version: 1
-- title_nl: Huishouden van de uitkering verschilt van de inschrijvingen op het adres
-- title_en: The household of the benefit differs from the registrations at the address
-- theme: benefits
-- subject: address
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: household
-- explains: -
-- legal_basis: Art. 3, 17, 22a and 53a Participatiewet (joint household, duty to inform, sharing of costs, verification)
-- reads: person, benefit, registered_at, location, client
-- sources: benefits, brp
-- lawful_because: It compares what two of the municipality's own files say of one address. Either may be wrong, and the
--   client may be owed more: a person who is missing from the benefit is a question, not an answer.
-- proxy_risk: Households that change often and homes with lodgers would show, so one person's difference weighs little,
--   letting with a permit and care uses explain it, and who the persons are is not looked at.
-- owner: Team Werk en Inkomen
-- expires: 2027-10-31
WITH benefits AS (
  SELECT entities.entity_id AS benefit_id,
    CAST(json_extract_scalar(entities.attributes, '$.household_persons') AS integer) AS stated
  FROM entities
  CROSS JOIN clock
  WHERE entities.kind = 'event'
    AND json_extract_scalar(entities.attributes, '$.event_type') = 'benefit'
    AND CAST(json_extract_scalar(entities.attributes, '$.household_persons') AS integer) BETWEEN 1 AND 20
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.occurred_on') AS date), entities.first_seen) <= clock.as_of
    AND coalesce(try_cast(json_extract_scalar(entities.attributes, '$.ended_on') AS date) > clock.as_of, true)
),
parts AS (
  SELECT benefits.benefit_id, benefits.stated,
    max(CASE WHEN relations.role = 'location' THEN relations.to_entity_id END) AS address_id,
    max(CASE WHEN relations.role = 'client' THEN relations.to_entity_id END) AS client_id
  FROM benefits
  JOIN relations ON relations.from_entity_id = benefits.benefit_id
  WHERE relations.role IN ('location', 'client')
  GROUP BY benefits.benefit_id, benefits.stated
),
-- Several benefits of one client tell of one household, several clients may be one household or several.
clients AS (
  SELECT address_id, coalesce(client_id, benefit_id) AS client_id, max(stated) AS stated, min(stated) AS least_stated
  FROM parts
  WHERE address_id IS NOT NULL
  GROUP BY address_id, coalesce(client_id, benefit_id)
),
stated AS (
  SELECT address_id, sum(stated) AS most_stated, min(least_stated) AS least_stated, count(*) AS clients
  FROM clients
  GROUP BY address_id
),
residents AS (
  SELECT relations.to_entity_id AS address_id, relations.from_entity_id AS person_id,
    bool_and(relations.in_research) AS in_research
  FROM relations
  JOIN stated ON stated.address_id = relations.to_entity_id
  JOIN entities ON entities.entity_id = relations.from_entity_id
  CROSS JOIN clock
  WHERE relations.role = 'registered_at'
    -- A move of the last month may still be on its way to the other file.
    AND (relations.since IS NULL OR relations.since <= clock.as_of - INTERVAL '1' MONTH)
    AND (relations.until IS NULL OR relations.until > clock.as_of)
    AND json_extract_scalar(entities.attributes, '$.suspension') IS NULL
  GROUP BY relations.to_entity_id, relations.from_entity_id
),
-- Counted twice: on what is certain, and with what is under investigation (R12). Without a registration under
-- investigation a household would only look smaller, so such an address is not counted as certain.
counted AS (
  SELECT stated.address_id, NOT bool_or(coalesce(residents.in_research, false)) AS certain, stated.most_stated,
    stated.least_stated, stated.clients, count(residents.person_id) AS registered
  FROM stated
  JOIN residents ON residents.address_id = stated.address_id
  GROUP BY stated.address_id, stated.most_stated, stated.least_stated, stated.clients
),
-- A quarter for one person, more than two thirds for four, fewer than stated weighs half of more than stated.
measured AS (
  SELECT address_id, certain,
    1e0 - power(75e-2, greatest(registered - most_stated, (least_stated - registered) / 2e0)) AS strength,
    json_format(CAST(CAST(
      ROW(registered, most_stated, clients, greatest(registered - most_stated, least_stated - registered))
      AS ROW(registered bigint, stated bigint, clients bigint, differs_by bigint)) AS JSON)) AS evidence
  FROM counted
  WHERE registered > most_stated OR registered < least_stated
)
SELECT address_id AS subject_entity_id, strength, evidence, NOT certain AS withheld
FROM measured

-- id: changed_legal_form
-- version: 1
-- title_nl: Wijziging van rechtsvorm verklaart een nieuw nummer
-- title_en: A change of legal form explains a new number
-- theme: companies
-- subject: company
-- direction: against
-- basis: fact
-- weight: 10
-- counts_once: -
-- explains: restarted_company
-- legal_basis: Art. 3:2 and 3:4 Awb (careful preparation, weighing of interests)
-- reads: company, officer, predecessor
-- sources: kvk, kvk-officers
-- lawful_because: A one-man business that becomes a private company gets a new number by law; so does one that is taken over.
-- proxy_risk: None found: it only ever lowers a score, and rests on the trade register.
-- owner: Team Ondermijning
-- expires: 2028-10-31
WITH companies AS (
  SELECT entity_id AS company_id,
    try_cast(json_extract_scalar(attributes, '$.started_on') AS date) AS started_on,
    try_cast(json_extract_scalar(attributes, '$.ended_on') AS date) AS ended_on,
    json_extract_scalar(attributes, '$.legal_form') AS legal_form,
    json_extract_scalar(attributes, '$.sbi_code') AS sbi_code,
    json_extract_scalar(attributes, '$.phone_token') AS phone_token
  FROM entities
  WHERE kind = 'company'
    AND json_extract_scalar(attributes, '$.registered_in_kvk') = 'true'
),
-- What ties a company to one that ended before: it says so itself, or the officer or the phone is the same.
keys AS (
  SELECT companies.company_id, companies.started_on, companies.ended_on, companies.sbi_code, companies.legal_form,
    relations.to_entity_id AS tie, relations.in_research
  FROM companies
  JOIN relations ON relations.from_entity_id = companies.company_id AND relations.role = 'officer'
  UNION ALL
  SELECT company_id, started_on, ended_on, sbi_code, legal_form, phone_token AS tie, false AS in_research
  FROM companies
  WHERE phone_token IS NOT NULL
  UNION ALL
  SELECT companies.company_id, companies.started_on, companies.ended_on, companies.sbi_code, companies.legal_form,
    companies.company_id || relations.to_entity_id AS tie, relations.in_research
  FROM companies
  JOIN relations ON relations.role = 'predecessor'
    AND relations.from_entity_id = companies.company_id
  UNION ALL
  SELECT companies.company_id, companies.started_on, companies.ended_on, companies.sbi_code, companies.legal_form,
    relations.from_entity_id || companies.company_id AS tie, relations.in_research
  FROM companies
  JOIN relations ON relations.role = 'predecessor'
    AND relations.to_entity_id = companies.company_id
),
-- It began between three months before the other's end and a year after it, in the same line of trade.
restarts AS (
  SELECT newer.company_id, older.company_id AS earlier_id, newer.started_on, older.ended_on,
    newer.ended_on AS later_ended_on, newer.legal_form, older.legal_form AS earlier_form,
    bool_and(newer.in_research OR older.in_research) AS in_research
  FROM keys AS newer
  JOIN keys AS older ON older.tie = newer.tie
  WHERE older.company_id <> newer.company_id
    AND older.started_on < newer.started_on
    AND date_diff('day', older.ended_on, newer.started_on) BETWEEN -92 AND 365
    AND substr(coalesce(older.sbi_code, newer.sbi_code, ''), 1, 2) = substr(coalesce(newer.sbi_code, older.sbi_code, ''), 1, 2)
  GROUP BY newer.company_id, older.company_id, newer.started_on, older.ended_on, newer.ended_on, newer.legal_form,
    older.legal_form
),
measured AS (
  SELECT company_id, earlier_id, ended_on, started_on,
    -- Without a gap all of it, nothing from three months on.
    1e0 - abs(date_diff('day', ended_on, started_on)) / 92e0 AS strength
  FROM restarts
  WHERE lower(legal_form) <> lower(earlier_form)
)
SELECT company_id AS subject_entity_id, max(strength) AS strength,
  json_format(CAST(CAST(
    ROW(max_by(CAST(started_on AS varchar), strength), max_by(CAST(ended_on AS varchar), strength),
      max_by(earlier_id, strength))
    AS ROW(started_on varchar, earlier_ended_on varchar, earlier_id varchar)) AS JSON)) AS evidence,
  false AS withheld
FROM measured
WHERE strength > 0
GROUP BY company_id

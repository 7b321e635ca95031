-- id: restarted_company
-- version: 1
-- title_nl: Herstart onder een nieuw nummer na opheffing
-- title_en: Restart under a new number after dissolution
-- theme: companies
-- subject: company
-- direction: for
-- basis: fact
-- weight: 20
-- counts_once: officers
-- explains: -
-- legal_basis: Art. 3 Wet Bibob (permits of the company); art. 38 Handelsregisterwet 2007
-- reads: company, officer, predecessor
-- sources: kvk, kvk-officers
-- lawful_because: The trade register is public. A business that ends and begins again under a new number, more than once,
--   may leave debts and findings behind each time; once is a fresh start and is anybody's right.
-- proxy_risk: Who fails and tries again is what the law on bankruptcy wants. So one restart weighs little, chains weigh more,
--   a change of legal form without a gap is explained (changed_legal_form), and nobody is scored (R2).
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
-- What ties a company to one that ended before: it says so itself, or the officer or the phone is the same. The
-- chain reads this six times, so it reads the tables as seldom as it can: engines limit how many parts a plan has.
ties AS (
  SELECT CASE WHEN ends.earlier THEN relations.to_entity_id ELSE relations.from_entity_id END AS company_id,
    CASE WHEN relations.role = 'officer' THEN relations.to_entity_id
      ELSE relations.from_entity_id || relations.to_entity_id END AS tie,
    relations.in_research
  FROM relations
  JOIN (VALUES ('officer', false), ('predecessor', false), ('predecessor', true)) AS ends (role, earlier)
    ON ends.role = relations.role
),
keys AS (
  SELECT companies.company_id, companies.started_on, companies.ended_on, companies.sbi_code, companies.legal_form,
    ties.tie, ties.in_research
  FROM companies
  JOIN ties ON ties.company_id = companies.company_id
  UNION ALL
  SELECT company_id, started_on, ended_on, sbi_code, legal_form, phone_token AS tie, false AS in_research
  FROM companies
  WHERE phone_token IS NOT NULL
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
-- The chain behind a company that lives: the one before, and the ones before that.
chains AS (
  SELECT first.company_id, first.in_research,
    coalesce(second.in_research, false) OR coalesce(third.in_research, false) AS earlier_in_research,
    1 + CASE WHEN second.earlier_id IS NULL THEN 0 ELSE 1 END + CASE WHEN third.earlier_id IS NULL THEN 0 ELSE 1 END AS links,
    first.earlier_id, second.earlier_id AS second_id, third.earlier_id AS third_id, first.ended_on
  FROM restarts AS first
  LEFT JOIN restarts AS second ON second.company_id = first.earlier_id
  LEFT JOIN restarts AS third ON third.company_id = second.earlier_id
  CROSS JOIN clock
  WHERE (first.later_ended_on IS NULL OR first.later_ended_on > clock.as_of)
    AND first.ended_on > clock.as_of - INTERVAL '60' MONTH
),
ranked AS (
  SELECT company_id, links, in_research OR earlier_in_research AS in_research, earlier_id, second_id, third_id, ended_on,
    row_number() OVER (PARTITION BY company_id
      ORDER BY in_research OR earlier_in_research, links DESC, earlier_id, second_id, third_id) AS nth
  FROM chains
)
-- 0.3 for one restart, 0.65 for two, all of it for three.
SELECT company_id AS subject_entity_id, least(1e0, 35e-2 * links - 5e-2) AS strength,
  json_format(CAST(CAST(
    ROW(links, CAST(ended_on AS varchar), earlier_id, second_id, third_id)
    AS ROW(restarts bigint, earlier_ended_on varchar, earlier_id varchar, second_id varchar, third_id varchar)) AS JSON))
    AS evidence,
  in_research AS withheld
FROM ranked
WHERE nth = 1

import type { Theme } from '#schemas/finding.ts';

/** A draft to begin with: a dossier whose every placeholder must be filled in, and a query that shows the form. */
export const draftFile = (id: string, theme: Theme, expires: string): string => `-- id: ${id}
-- version: 1
-- title_nl: <what it finds, in Dutch>
-- title_en: <what it finds, in English>
-- theme: ${theme}
-- subject: address
-- direction: for
-- basis: fact
-- weight: 10
-- counts_once: -
-- explains: -
-- legal_basis: <article and act for which the sources may be used so>
-- reads: registered_at
-- sources: <sources by name, with commas>
-- lawful_because: <why this is necessary and no more than that>
-- proxy_risk: <which group might it hit for other reasons, and how was that tested?>
-- owner: <the team that answers for it>
-- expires: ${expires}

-- One row per subject: strength from 0 to 1, evidence of counts, measures, days and ids, withheld when it rests on a
-- field under investigation.
SELECT
  relations.to_entity_id AS subject_entity_id,
  least(1e0, count(*) / 10e0) AS strength,
  json_format(CAST(CAST(ROW(count(*)) AS ROW(registrations bigint)) AS JSON)) AS evidence,
  bool_and(relations.in_research) AS withheld
FROM relations
CROSS JOIN clock
WHERE relations.role = 'registered_at'
  AND (relations.until IS NULL OR relations.until > clock.as_of)
GROUP BY relations.to_entity_id
HAVING count(*) >= 8
`;

import { createHash } from 'node:crypto';
import type { Finding } from '#schemas/finding.ts';
import { EntityId, FindingId, idText, PatternId } from '#schemas/ids.ts';
import type { PatternWeight } from '#schemas/pattern.ts';

const text = (name: string) => idText(createHash('sha256').update(name).digest());
export const subject = (name: string, prefix = 'adr') => EntityId.parse(`${prefix}-${text(name)}`);

export const weightOf = (id: string, changes: Partial<PatternWeight> = {}): PatternWeight => ({
  id: PatternId.parse(id),
  version: 1,
  theme: 'housing',
  direction: 'for',
  basis: 'fact',
  weight: 20,
  counts_once: null,
  explains: [],
  ...changes,
});

export const findingOf = (pattern: string, changes: Partial<Finding> = {}): Finding => ({
  finding_id: FindingId.parse(`fnd-${text(`${pattern} ${changes.subject_entity_id}`)}`),
  pattern_id: PatternId.parse(pattern),
  subject_entity_id: subject('house'),
  strength: 0.5,
  evidence: { adults: 6 },
  withheld: false,
  ...changes,
});

import type { ScorableEntityId } from '#schemas/ids.ts';

/** What befell an address, and to which group of each attribute it belongs. */
export type AuditedSubject = {
  readonly entityId: ScorableEntityId;
  readonly groups: Readonly<Record<string, string>>;
  /** Its score reached the threshold. */
  readonly selected: boolean;
  /** A person took it up or dismissed it; looked at it with an outcome; took a measure. */
  readonly reviewed: boolean;
  readonly visited: boolean;
  readonly measureTaken: boolean;
  /** Null where nobody looked, or it is still open. */
  readonly found: 'right' | 'wrong' | null;
};

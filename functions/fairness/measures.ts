import type { Measure } from '#schemas/fairness.ts';
import type { AuditedSubject } from './subject.ts';

/** Of which subjects a measure speaks, and which of them count as events. */
type Definition = {
  readonly of: (subject: AuditedSubject) => boolean;
  readonly event: (subject: AuditedSubject) => boolean;
  /** R26: PASS needs the whole interval of it inside the range. The others can fail, and hold nothing up. */
  readonly decides: boolean;
};

export const MEASURES: Readonly<Record<Measure, Definition>> = {
  selection_rate: { of: () => true, event: ({ selected }) => selected, decides: true },
  /**
   * Selected although nothing was wrong, of all with whom nothing was wrong. Those whom nobody looked at count as such unless
   * they were selected: at base rates of a few per cent that shifts every group's rate by as little.
   */
  false_positive_rate: {
    of: ({ selected, found }) => (selected ? found === 'wrong' : found !== 'right'),
    event: ({ selected }) => selected,
    decides: true,
  },
  /** Of the selected that were looked at, those that were right. */
  precision: {
    of: ({ selected, found }) => selected && found !== null,
    event: ({ found }) => found === 'right',
    decides: true,
  },
  reviewed: { of: ({ selected }) => selected, event: ({ reviewed }) => reviewed, decides: false },
  visited: {
    of: ({ selected, reviewed }) => selected && reviewed,
    event: ({ visited }) => visited,
    decides: false,
  },
  measure_taken: {
    of: ({ selected, visited }) => selected && visited,
    event: ({ measureTaken }) => measureTaken,
    decides: false,
  },
};

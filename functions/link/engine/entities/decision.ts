/** What a named person decided about two records, by their ids: the texts of their inputs' first columns. */
export type Decision = {
  readonly left: string;
  readonly right: string;
  /** They are one, or they are not. */
  readonly decision: 'must' | 'cannot';
  readonly by: string;
  /** `jjjj-mm-dd` */
  readonly on: string;
  readonly why: string;
};

/** A decision about rows. */
export type RowDecision = Omit<Decision, 'left' | 'right'> & {
  readonly left: number;
  readonly right: number;
};

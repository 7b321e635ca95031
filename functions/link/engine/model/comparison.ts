import * as z from 'zod';

const field = z.string().min(1);

/** What a pair of records may be asked. If one of them does not know the field, the answer is no. */
export const LevelTest = z.discriminatedUnion('test', [
  z.strictObject({ test: z.literal('exact'), field }),
  /**
   * Both fields crosswise: given name and surname changed places. `atLeast`: alike is enough, by Jaro-Winkler;
   * `orUnknown`: one of the two crosswise pairs may be unknown.
   */
  z.strictObject({
    test: z.literal('swapped'),
    field,
    other: field,
    atLeast: z.number().gt(0).lt(1).optional(),
    orUnknown: z.boolean().optional(),
  }),
  /** At least this similarity (Winkler 1990: prefix of up to 4, p = 0.1, without a boost threshold), on UTF-8 bytes. */
  z.strictObject({ test: z.literal('jaro_winkler'), field, atLeast: z.number().gt(0).lt(1) }),
  /** Jaccard similarity of the sets of pairs of neighbouring bytes. */
  z.strictObject({ test: z.literal('bigrams'), field, atLeast: z.number().gt(0).lt(1) }),
  /** Jaccard similarity of the sets of words. */
  z.strictObject({ test: z.literal('words'), field, atLeast: z.number().gt(0).max(1) }),
  /** Optimal string alignment distance on bytes (neighbours that changed places count 1). */
  z.strictObject({ test: z.literal('edits'), field, atMost: z.int().min(1).max(4) }),
  /** One text is how the other begins, of at least so many bytes. */
  z.strictObject({ test: z.literal('prefix'), field, shortest: z.int().min(1) }),
  /** Dates as `jjjjmmdd`, both whole, at most so many days apart. */
  z.strictObject({ test: z.literal('days'), field, atMost: z.int().min(1) }),
  /** Dates as intervals: of one the day or month is not known, and the other falls within. */
  z.strictObject({ test: z.literal('date_within'), field }),
  /** Numbers, at most so far apart. */
  z.strictObject({ test: z.literal('number'), field, atMost: z.number().gt(0) }),
]);
export type LevelTest = z.infer<typeof LevelTest>;

/**
 * A level of agreement. m = P(level | same entity), u = P(level | two others), each among pairs that know the field
 * (Fellegi and Sunter 1969, "A Theory for Record Linkage"); its weight is log2(m / u) bits.
 */
export const Level = z.strictObject({
  label: z.string().min(1),
  /** All must hold. Empty for the last level of a comparison, and only there: everything else. */
  tests: z.array(LevelTest),
  m: z.number().gt(0).max(1),
  u: z.number().gt(0).max(1),
  /**
   * The weight grows with how rare the agreeing text of the level's first `exact` field is:
   * + share · (log2 u − log2 max(tf_left, tf_right, least)), tf = rows with the text ÷ rows that know the field.
   */
  termFrequency: z
    .strictObject({ share: z.number().gt(0).max(1), least: z.number().gt(0).max(1) })
    .optional(),
});
export type Level = z.infer<typeof Level>;

export const Comparison = z.strictObject({
  name: z.string().min(1),
  /** A pair of which one record does not know this field says nothing: level `null`, 0 bits. */
  field,
  /** A pair is of the first level whose tests hold. */
  levels: z.array(Level).min(2),
  why: z.string(),
});
export type Comparison = z.infer<typeof Comparison>;

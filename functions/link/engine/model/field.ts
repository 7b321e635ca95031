import * as z from 'zod';

/**
 * What may be derived from columns, text by text (never from anything outside the row). Steps apply in order; a text
 * that ends empty is unknown.
 */
export const Transform = z.union([
  z.enum([
    /** Lower case, no diacritics, runs of anything but letters and digits as one space. */
    'fold',
    /** Letters and digits only, in lower case, no diacritics. */
    'squash',
    /** Digits only. */
    'digits',
    /** `jjjjmmdd` of any usual notation, 00 where a part is not known; unknown if it is no date. */
    'date',
    /** The phonetic key for Dutch names (`dutchSound`) of the folded text. */
    'sound',
    /** American Soundex of the folded text. */
    'soundex',
    /** First letter of each word of the folded text. */
    'initials',
    /** Words of the folded text in alphabetical order. */
    'sorted',
    /** The canonical form of a given name: `jan`, `johannes` and `hans` are one. */
    'given_name',
    /** A surname without prefixes (van, de, 't …), ij and y alike. */
    'surname',
    /** Before and after the last `@`. */
    'email_local',
    'email_domain',
    /** The first run of digits: a house number. */
    'number',
    /** The longest word with both letters and digits, squashed: a model or part number within free text. */
    'code',
    /** The same for every known text: all rows that know a column are one block. */
    'anything',
  ]),
  z.strictObject({ first: z.int().min(1) }),
  z.strictObject({ last: z.int().min(1) }),
  /** Characters from (0-based) and how many: `{from: 0, length: 4}` of a date is its year. */
  z.strictObject({ from: z.int().min(0), length: z.int().min(1) }),
  /** Without these words, unless nothing else is there: what every other text has tells nothing. */
  z.strictObject({ without: z.array(z.string().min(1)).min(1) }),
  /** The n-th word, 0-based. */
  z.strictObject({ word: z.int().min(0) }),
]);
export type Transform = z.infer<typeof Transform>;

/** A derived column. Of several columns the known texts are joined by a space; if one must be known, say so. */
export const Field = z.strictObject({
  name: z.string().min(1),
  columns: z.array(z.string().min(1)).min(1),
  /** Unknown unless all columns are known. */
  needsAll: z.boolean().optional(),
  transforms: z.array(Transform),
});
export type Field = z.infer<typeof Field>;

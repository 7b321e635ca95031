import { createHash } from 'node:crypto';
import { SETTINGS } from '#schemas/settings.ts';

/**
 * m = P(level | same person), u = P(level | two others): the weight of a level is log2(m/u) bits (Fellegi and
 * Sunter 1969, "A Theory for Record Linkage"). Shares are conditional on what both records say: `month` can only
 * occur where a date is partial, `part` where a name is double, `initial` where a name is not in full.
 */
export type ModelLevel = { readonly level: string; readonly m: number; readonly u: number };

export type TermFrequency = {
  /** Share of a term that is seen for the first time, and the least that any term counts for. */
  readonly baseShare: number;
  readonly leastShare: number;
  /** Levels whose weight is adjusted to how frequent the agreeing term is. */
  readonly levels: readonly string[];
};

export type Comparison = {
  readonly field: string;
  readonly levels: readonly ModelLevel[];
  readonly termFrequency?: TermFrequency;
};

export type LinkModel = {
  readonly name: string;
  /** log2(λ / (1 − λ)): odds that two records taken at random are the same person. */
  readonly priorBits: number;
  readonly comparisons: readonly Comparison[];
  /** Pseudo-records with the base share: steadies frequencies where few records are there. */
  readonly frequencyPriorRecords: number;
  readonly keepProbability: number;
  readonly blockRecords: number;
  /** Bits of a link that an equal key decides, and of the ways to find an address. */
  readonly keyBits: number;
  readonly addressBits: Readonly<Record<AddressRule, number>>;
};

/** Ways in which an address record is found to be a known address, strongest first. */
export const ADDRESS_RULES = ['number_id', 'dwelling_id', 'postcode', 'street', 'street_typo'] as const;
export type AddressRule = (typeof ADDRESS_RULES)[number];

/**
 * Fixed starting weights. u from Dutch figures: the commonest surname is borne by 0.5% and a typical one by far
 * fewer (CBG Familienamen), dates of birth spread over some 70 years, a town has some 10,000 addresses; m by
 * judgement, until they are learned (EM) from a town's own data.
 * `place` and `phone` are shared by households: they count only while given names and date of birth do not
 * contradict, else their level is `household` and weighs nothing. Twins and namesakes under one roof stay apart.
 */
export const PERSON_MODEL: LinkModel = {
  name: 'persons-1',
  priorBits: -17,
  comparisons: [
    {
      field: 'surname',
      levels: [
        { level: 'exact', m: 0.85, u: 0.004 },
        { level: 'part', m: 0.8, u: 0.012 },
        { level: 'close', m: 0.06, u: 0.004 },
        { level: 'sounds_alike', m: 0.02, u: 0.004 },
        { level: 'different', m: 0.05, u: 0.98 },
      ],
      termFrequency: { baseShare: 0.004, leastShare: 2 ** -12, levels: ['exact', 'part'] },
    },
    {
      field: 'given_names',
      levels: [
        { level: 'exact', m: 0.65, u: 0.012 },
        { level: 'short_form', m: 0.08, u: 0.006 },
        { level: 'other_name', m: 0.05, u: 0.01 },
        { level: 'close', m: 0.06, u: 0.008 },
        { level: 'initials', m: 0.85, u: 0.008 },
        { level: 'initial', m: 0.9, u: 0.085 },
        { level: 'other_initial', m: 0.02, u: 0.9 },
        { level: 'different', m: 0.004, u: 0.93 },
      ],
      termFrequency: { baseShare: 0.012, leastShare: 2 ** -9, levels: ['exact'] },
    },
    {
      field: 'birth_date',
      levels: [
        { level: 'day', m: 0.93, u: 0.00004 },
        { level: 'first_of_january', m: 0.8, u: 0.0004 },
        { level: 'month', m: 0.95, u: 0.0012 },
        { level: 'year', m: 0.95, u: 0.0143 },
        { level: 'slip', m: 0.03, u: 0.001 },
        { level: 'different', m: 0.01, u: 0.99 },
      ],
    },
    {
      field: 'place',
      levels: [
        { level: 'same_address', m: 0.6, u: 0.00015 },
        { level: 'same_number', m: 0.08, u: 0.0006 },
        { level: 'same_address_other_time', m: 0.15, u: 0.0015 },
        { level: 'elsewhere', m: 0.25, u: 0.99 },
        { level: 'household', m: 1, u: 1 },
      ],
    },
    {
      field: 'phone',
      levels: [
        { level: 'equal', m: 0.6, u: 0.00015 },
        { level: 'different', m: 0.5, u: 1 },
        { level: 'household', m: 1, u: 1 },
      ],
    },
  ],
  frequencyPriorRecords: 2000,
  keepProbability: SETTINGS.link.keepProbability,
  blockRecords: SETTINGS.link.blockRecords,
  keyBits: 40,
  addressBits: { number_id: 40, dwelling_id: 34, postcode: 30, street: 20, street_typo: 10 },
};

/** `<name>-<12 hex digits of the table's SHA-256>`: what a link was weighed with. */
export const modelId = (model: LinkModel): string =>
  `${model.name}-${createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 12)}`;

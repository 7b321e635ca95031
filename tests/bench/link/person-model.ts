import type { BlockingRule } from '#link/engine/model/blocking-rule.ts';
import type { Comparison, Level, LevelTest } from '#link/engine/model/comparison.ts';
import type { Field } from '#link/engine/model/field.ts';
import type { Model } from '#link/engine/model/model.ts';

/**
 * Fixed models for the made-up persons, so that engines do one job: the same fields, levels, weights and blocking rules,
 * nothing trained. m and u are shares counted in a million such rows.
 */
const FIELDS: readonly Field[] = [
  { name: 'given_name', columns: ['given_name'], transforms: ['fold'] },
  { name: 'given_initial', columns: ['given_name'], transforms: ['fold', { first: 1 }] },
  { name: 'surname', columns: ['surname'], transforms: ['fold'] },
  { name: 'surname_initial', columns: ['surname'], transforms: ['fold', { first: 1 }] },
  { name: 'surname_begin', columns: ['surname'], transforms: ['fold', { first: 4 }] },
  { name: 'birth_date', columns: ['birth_date'], transforms: ['date'] },
  { name: 'birth_year', columns: ['birth_date'], transforms: ['date', { first: 4 }] },
  { name: 'birth_month', columns: ['birth_date'], transforms: ['date', { first: 6 }] },
  { name: 'street', columns: ['street'], transforms: ['fold'] },
  { name: 'house_number', columns: ['house_number'], transforms: ['number'] },
  { name: 'postcode', columns: ['postcode'], transforms: ['squash'] },
  { name: 'postcode_area', columns: ['postcode'], transforms: ['squash', { first: 4 }] },
  { name: 'phone', columns: ['phone'], transforms: ['digits', { last: 8 }] },
  { name: 'email', columns: ['email'], transforms: [] },
];

const exact = (field: string): LevelTest => ({ test: 'exact', field });
const alike = (field: string, atLeast: number): LevelTest => ({ test: 'jaro_winkler', field, atLeast });
const oneEdit = (field: string): LevelTest => ({ test: 'edits', field, atMost: 1 });
const level = (label: string, tests: LevelTest[], m: number, u: number): Level => ({ label, tests, m, u });
const byFrequency = (of: Level): Level => ({ ...of, termFrequency: { share: 1, least: 0.0001 } });

const COMPARISONS: readonly Comparison[] = [
  {
    name: 'given_name',
    field: 'given_name',
    levels: [
      byFrequency(level('the same', [exact('given_name')], 0.844, 0.00082)),
      level('very much alike', [alike('given_name', 0.92)], 0.045, 0.0007),
      level('alike', [alike('given_name', 0.88)], 0.035, 0.0012),
      level('else', [], 0.076, 0.99728),
    ],
    why: 'Typing mistakes keep names alike.',
  },
  {
    name: 'surname',
    field: 'surname',
    levels: [
      byFrequency(level('the same', [exact('surname')], 0.902, 0.00074)),
      level('very much alike', [alike('surname', 0.92)], 0.063, 0.00031),
      level('alike', [alike('surname', 0.88)], 0.004, 0.0018),
      level('else', [], 0.031, 0.99715),
    ],
    why: 'Typing mistakes keep names alike; marriage changes them.',
  },
  {
    name: 'birth_date',
    field: 'birth_date',
    levels: [
      level('the same', [exact('birth_date')], 0.97, 0.000036),
      level('one edit apart', [oneEdit('birth_date')], 0.009, 0.0012),
      level('the same year', [exact('birth_year')], 0.0205, 0.0113),
      level('else', [], 0.0005, 0.987464),
    ],
    why: 'Mistakes in dates change one digit or two neighbours.',
  },
  {
    name: 'address',
    field: 'postcode',
    levels: [
      level('the same', [exact('postcode'), exact('house_number')], 0.758, 0.000002),
      level('postcode', [exact('postcode')], 0.05, 0.000046),
      level('street and number', [exact('street'), exact('house_number')], 0.008, 0.00001),
      level('postcode one edit apart', [oneEdit('postcode')], 0.002, 0.0023),
      level('street alike', [alike('street', 0.92)], 0.001, 0.0023),
      level('else', [], 0.181, 0.995342),
    ],
    why: 'People move, and postcodes are copied by hand.',
  },
  {
    name: 'phone',
    field: 'phone',
    levels: [
      level('the same', [exact('phone')], 0.764, 0.0000001),
      level('one edit apart', [oneEdit('phone')], 0.018, 0.0000009),
      level('else', [], 0.218, 0.999999),
    ],
    why: 'A number is a person’s or a household’s.',
  },
  {
    name: 'email',
    field: 'email',
    levels: [
      level('the same', [exact('email')], 0.816, 0.0000002),
      level('very much alike', [alike('email', 0.95)], 0.018, 0.000027),
      level('else', [], 0.166, 0.9999728),
    ],
    why: 'An address is a person’s.',
  },
];

const rule = (...fields: string[]): BlockingRule => ({
  name: fields.join(' + '),
  fields,
  // No block is so large: nothing may be left out that the other engine would look at.
  largestBlock: 1_000_000,
  why: 'A rule of the benchmark.',
});

const NARROW = [
  rule('email'),
  rule('phone'),
  rule('surname', 'given_name'),
  rule('postcode', 'house_number'),
  rule('surname', 'birth_year'),
  rule('given_initial', 'birth_date'),
  rule('surname_initial', 'birth_date'),
  rule('surname', 'postcode_area'),
  rule('given_name', 'birth_month'),
];
const MEDIUM = [...NARROW, rule('postcode_area', 'birth_year')];
const WIDE = [
  ...NARROW.filter(({ name }) => name !== 'surname + birth_year'),
  rule('birth_date'),
  rule('postcode'),
  rule('postcode_area', 'given_initial'),
];
/** Pairs grow about as rows do, not as their square: what a country needs. */
const LARGE = [
  rule('email'),
  rule('phone'),
  rule('surname', 'birth_date'),
  rule('given_name', 'birth_date'),
  rule('surname_begin', 'birth_date'),
  rule('surname', 'birth_month'),
  rule('postcode'),
  rule('postcode_area', 'birth_year'),
];

const BLOCKING = { narrow: NARROW, medium: MEDIUM, wide: WIDE, large: LARGE } as const;
export type PersonModel = keyof typeof BLOCKING;

/** There is a pair of one person for every three rows, so of all pairs it is the fewer the more rows there are. */
export const personModel = (blocking: PersonModel, rows: number): Model => ({
  name: `persons, ${blocking}`,
  prior: 0.67 / rows,
  fields: [...FIELDS],
  comparisons: [...COMPARISONS],
  blocking: [...BLOCKING[blocking]],
  threshold: 0.5,
  entities: { apart: [['given_name', 'birth_date']], linkage: 'average' },
  why: ['A fixed model of the benchmark: its shares were counted, not trained.'],
});

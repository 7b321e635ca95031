import type { Comparison } from '../model/comparison.ts';
import type { Field } from '../model/field.ts';
import { derived, ELSE, level, type Part } from './part.ts';
import { leastShare } from './plain-parts.ts';
import type { Profile } from './profile-column.ts';
import type { WordsOfColumn } from './words-of.ts';

const same = (label: string, field: string, profile: Profile): Comparison['levels'][number] => ({
  ...level(label, { test: 'exact', field }),
  termFrequency: { share: 1, least: leastShare(profile) },
});

/** Texts above this share of rows that are but initials make initials a level of their own. */
const INITIALS = 0.02;

/** Of the words that do not recur, about one at least is the same. */
const SOME = 0.2;

/** Names and other short texts; `other` is a column that their texts also stand in. */
export function namePart(profile: Profile, other: string | null, why: string): Part {
  const { name } = profile;
  const swapped = { test: 'swapped', field: name, other: other ?? name } as const;
  const several = profile.words > 1.15;
  return {
    columns: [name],
    fields: [
      derived(name, [name], 'fold'),
      derived(`${name}: sound`, [name], 'sound'),
      derived(`${name}: first 3`, [name], 'squash', { first: 3 }),
      derived(`${name}: first 1`, [name], 'squash', { first: 1 }),
      ...(several ? [derived(`${name}: words in order`, [name], 'sorted')] : []),
    ],
    comparison: {
      name,
      field: name,
      levels: [
        same('the same', name, profile),
        ...(other === null
          ? []
          : [
              level('changed places', swapped),
              level('changed places, alike', { ...swapped, atLeast: 0.8, orUnknown: true }),
            ]),
        ...(several ? [level('the same words', { test: 'words', field: name, atLeast: 1 })] : []),
        level('nearly the same', { test: 'jaro_winkler', field: name, atLeast: 0.92 }),
        ...(several ? [level('half of the words', { test: 'words', field: name, atLeast: 0.5 })] : []),
        ...(profile.singleLetters > INITIALS
          ? [level('initial', { test: 'prefix', field: name, shortest: 1 })]
          : []),
        level('alike', { test: 'jaro_winkler', field: name, atLeast: 0.8 }),
        ELSE,
      ],
      why,
    },
    keys: [
      { field: name, survives: 0 },
      { field: `${name}: sound`, survives: 0.5 },
      { field: `${name}: first 3`, survives: 0.6 },
      { field: `${name}: first 1`, survives: 0.85 },
      ...(several ? [{ field: `${name}: words in order`, survives: 0.2 }] : []),
    ],
  };
}

/**
 * Free text of several words: names of companies, products, titles, full names. What tells one from another are the
 * words that few texts have: without those that many have, and better still if it is words that no more than a few
 * have (after Cohen, Ravikumar and Fienberg 2003, "A Comparison of String Distance Metrics for Name-Matching Tasks",
 * where words count by how rare they are).
 */
export function textPart(profile: Profile, { common, recurring }: WordsOfColumn, why: string): Part {
  const { name } = profile;
  const telling = common.length === 0 ? `${name}: words in order` : `${name}: telling words in order`;
  const without: Field['transforms'] = common.length === 0 ? [] : [{ without: [...common] }];
  const first = `${telling}: first 5`;
  const letters = `${name}: letters in order`;
  const rare = `${name}: rare words`;
  const tellsRare = recurring.length > common.length;
  const withRare = (label: string, atLeast: number): Comparison['levels'] =>
    tellsRare
      ? [
          level(
            `${label}, rare ones too`,
            { test: 'words', field: telling, atLeast },
            { test: 'words', field: rare, atLeast: SOME },
          ),
        ]
      : [];
  return {
    columns: [name],
    fields: [
      derived(telling, [name], 'fold', ...without, 'sorted'),
      derived(name, [name], 'fold'),
      derived(letters, [name], 'fold', 'sorted', 'squash'),
      ...(tellsRare ? [derived(rare, [name], 'fold', { without: [...recurring] }, 'sorted')] : []),
      derived(first, [name], 'fold', ...without, 'squash', { first: 5 }),
      derived(`${telling}: first word`, [name], 'fold', ...without, { word: 0 }),
      derived(`${telling}: second word`, [name], 'fold', ...without, { word: 1 }),
    ],
    comparison: {
      name,
      field: telling,
      levels: [
        same('the same', name, profile),
        same('the same telling words', telling, profile),
        level('the same letters', { test: 'exact', field: letters }),
        level('one letter apart', { test: 'edits', field: letters, atMost: 1 }),
        level('two letters apart', { test: 'edits', field: letters, atMost: 2 }),
        level('most telling words', { test: 'words', field: telling, atLeast: 0.75 }),
        level('nearly the same', { test: 'jaro_winkler', field: name, atLeast: 0.92 }),
        ...withRare('half of the telling words', 0.5),
        level('half of the telling words', { test: 'words', field: telling, atLeast: 0.5 }),
        level('alike', { test: 'bigrams', field: name, atLeast: 0.6 }),
        ...withRare('a third of the telling words', 0.33),
        level('a third of the telling words', { test: 'words', field: telling, atLeast: 0.33 }),
        level('half alike', { test: 'bigrams', field: name, atLeast: 0.4 }),
        level('a few telling words', { test: 'words', field: telling, atLeast: 0.15 }),
        ELSE,
      ],
      why,
    },
    keys: [
      { field: telling, survives: 0 },
      { field: first, survives: 0.6 },
      { field: `${telling}: first word`, survives: 0.6 },
      { field: `${telling}: second word`, survives: 0.5 },
    ],
  };
}

/** Codes within a text: model and part numbers. */
export function codeWithinPart(profile: Profile, why: string): Part {
  const name = `${profile.name}: code`;
  return {
    columns: [profile.name],
    fields: [
      derived(name, [profile.name], 'code'),
      derived(`${name}: last 4`, [profile.name], 'code', { last: 4 }),
    ],
    comparison: {
      name,
      field: name,
      levels: [
        level('the same', { test: 'exact', field: name }),
        level('one begins with the other', { test: 'prefix', field: name, shortest: 4 }),
        level('one character apart', { test: 'edits', field: name, atMost: 1 }),
        ELSE,
      ],
      why,
    },
    keys: [
      { field: name, survives: 0 },
      { field: `${name}: last 4`, survives: 0.5 },
    ],
  };
}

/** Texts with a number that tells neighbours apart: a street and its house number. */
export function addressPart(profile: Profile, why: string): Part {
  const { name } = profile;
  const number = `${name}: number`;
  const numberAgrees = { test: 'exact', field: number } as const;
  return {
    columns: [name],
    fields: [derived(name, [name], 'fold'), derived(number, [name], 'number'), ...wordKeys(name)],
    comparison: {
      name,
      field: name,
      levels: [
        same('the same', name, profile),
        level('the same number, alike', numberAgrees, { test: 'bigrams', field: name, atLeast: 0.5 }),
        level('alike', { test: 'bigrams', field: name, atLeast: 0.7 }),
        level('the same number', numberAgrees),
        level('half alike', { test: 'bigrams', field: name, atLeast: 0.45 }),
        ELSE,
      ],
      why,
    },
    keys: [{ field: name, survives: 0 }, { field: number, survives: 0.7 }, ...textKeys(name)],
  };
}

const wordKeys = (name: string) => [
  derived(`${name}: first 5`, [name], 'squash', { first: 5 }),
  derived(`${name}: second word`, [name], 'fold', { word: 1 }),
  derived(`${name}: words in order`, [name], 'sorted'),
];

const textKeys = (name: string) => [
  { field: `${name}: first 5`, survives: 0.6 },
  { field: `${name}: second word`, survives: 0.5 },
  { field: `${name}: words in order`, survives: 0.1 },
];

import type { Comparison } from '../model/comparison.ts';
import { derived, ELSE, level, type Part } from './part.ts';
import type { Profile } from './profile-column.ts';

/** Texts that agree exactly weigh more the rarer they are; below this share rarity no longer counts. */
export const leastShare = (profile: Profile): number =>
  Math.min(0.01, Math.max(1e-5, 1 / Math.max(profile.known, 1)));

const exact = (field: string, profile: Profile): Comparison['levels'][number] => ({
  ...level('the same', { test: 'exact', field }),
  termFrequency: { share: 1, least: leastShare(profile) },
});

/** Dates, of one column or of three: the exact day, or digits that were typed wrong. */
export function datePart(name: string, columns: readonly string[], partial: boolean, why: string): Part {
  return {
    columns,
    fields: [
      derived(name, columns, 'date'),
      derived(`${name}: month`, columns, 'date', { first: 6 }),
      derived(`${name}: day of the year`, columns, 'date', { last: 4 }),
      derived(`${name}: year`, columns, 'date', { first: 4 }),
    ],
    comparison: {
      name,
      field: name,
      levels: [
        level('the same day', { test: 'exact', field: name }),
        ...(partial ? [level('one within the other', { test: 'date_within', field: name })] : []),
        level('one digit apart', { test: 'edits', field: name, atMost: 1 }),
        level('another year', { test: 'exact', field: `${name}: day of the year` }),
        level('another day', { test: 'exact', field: `${name}: month` }),
        level('two digits apart', { test: 'edits', field: name, atMost: 2 }),
        level('three digits apart', { test: 'edits', field: name, atMost: 3 }),
        ELSE,
      ],
      why,
    },
    keys: [
      { field: name, survives: 0 },
      { field: `${name}: month`, survives: 0.5 },
      { field: `${name}: day of the year`, survives: 0.4 },
      { field: `${name}: year`, survives: 0.7 },
    ],
  };
}

/** Codes, postcodes, phone numbers: every character counts, and a typing error is one or two of them. */
export function codePart(profile: Profile, kind: 'code' | 'postcode' | 'phone', why: string): Part {
  const { name } = profile;
  const transform = kind === 'phone' ? 'digits' : 'squash';
  const half = Math.max(2, Math.floor((kind === 'phone' ? profile.digits : profile.length) / 2));
  return {
    columns: [name],
    fields: [
      derived(name, [name], transform),
      derived(`${name}: first ${half}`, [name], transform, { first: half }),
      derived(`${name}: last ${half}`, [name], transform, { last: half }),
    ],
    comparison: {
      name,
      field: name,
      levels: [
        profile.uniqueness > 0.5 ? level('the same', { test: 'exact', field: name }) : exact(name, profile),
        level('one character apart', { test: 'edits', field: name, atMost: 1 }),
        level('two characters apart', { test: 'edits', field: name, atMost: 2 }),
        ELSE,
      ],
      why,
    },
    keys: [
      { field: name, survives: 0 },
      { field: `${name}: first ${half}`, survives: 0.5 },
      { field: `${name}: last ${half}`, survives: 0.5 },
    ],
  };
}

/** E-mail addresses. Parts that are alike say little, as they follow from the name: few typing errors are let pass. */
export function emailPart(profile: Profile, why: string): Part {
  const { name } = profile;
  const local = `${name}: before the @`;
  return {
    columns: [name],
    fields: [
      derived(name, [name], 'squash'),
      derived(local, [name], 'email_local'),
      derived(`${name}: first 5`, [name], 'squash', { first: 5 }),
      derived(`${name}: last 8`, [name], 'squash', { last: 8 }),
    ],
    comparison: {
      name,
      field: name,
      levels: [
        level('the same', { test: 'exact', field: name }),
        level('the same before the @', { test: 'exact', field: local }),
        level('two characters apart', { test: 'edits', field: name, atMost: 2 }),
        level('four characters apart', { test: 'edits', field: name, atMost: 4 }),
        level('half alike', { test: 'bigrams', field: name, atLeast: 0.5 }),
        ELSE,
      ],
      why,
    },
    keys: [
      { field: name, survives: 0 },
      { field: local, survives: 0.4 },
      { field: `${name}: first 5`, survives: 0.6 },
      { field: `${name}: last 8`, survives: 0.5 },
    ],
  };
}

export function categoryPart(profile: Profile, why: string): Part {
  const { name } = profile;
  return {
    columns: [name],
    fields: [derived(name, [name], 'squash')],
    comparison: { name, field: name, levels: [exact(name, profile), ELSE], why },
    keys: [{ field: name, survives: 0 }],
  };
}

/** Numbers: near in value, or one digit typed wrong. */
export function numberPart(profile: Profile, near: number, why: string): Part {
  const { name } = profile;
  return {
    columns: [name],
    fields: [derived(name, [name])],
    comparison: {
      name,
      field: name,
      levels: [
        exact(name, profile),
        ...(near > 0 ? [level('near', { test: 'number', field: name, atMost: near })] : []),
        level('one digit apart', { test: 'edits', field: name, atMost: 1 }),
        ELSE,
      ],
      why,
    },
    keys: [{ field: name, survives: 0 }],
  };
}

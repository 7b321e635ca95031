import type { Column, Table } from '../table/table.ts';
import { shareWithCode, wordsOf } from './words-of.ts';
import { isPartialDate } from './partial-dates.ts';
import { kindOf } from './kind-of.ts';
import type { Part } from './part.ts';
import { categoryPart, codePart, datePart, emailPart, numberPart } from './plain-parts.ts';
import { type Profile, profileColumn } from './profile-column.ts';
import { containedIn, coveredBy, crosswiseRows, foldedColumn, sharedTexts } from './related-columns.ts';
import { findSplitDate } from './split-date.ts';
import { addressPart, codeWithinPart, namePart, textPart } from './text-parts.ts';

export type Plan = { readonly parts: readonly Part[]; readonly why: readonly string[] };

type Known = { readonly column: Column; readonly profile: Profile; readonly kind: string };

const CONTAINED = 0.9;
const COVERED = 0.75;
const SHARED = 0.02;
const LEAST_CROSSWISE = 3;
const LEAST_CODES = 0.2;

/** Decides for every column what it holds and how it is compared, from its texts alone. */
export function planColumns(table: Table, leaveOut: readonly string[]): Plan {
  const why: string[] = [];
  const used: Known[] = [];
  for (const column of table.columns) {
    if (leaveOut.includes(column.name)) {
      why.push(`${column.name} is left out, as asked.`);
      continue;
    }
    const profile = profileColumn(column, table.rows);
    const kind = kindOf(profile);
    if (kind.kind === 'left_out') why.push(`${column.name} is left out: it ${kind.why}.`);
    else used.push({ column, profile, kind: kind.kind });
  }
  const split = findSplitDate(
    used.filter(({ kind }) => ['number', 'category', 'code'].includes(kind)).map(({ column }) => column),
  );
  const parts: Part[] = [];
  if (split) {
    const columns = [split.year.name, split.month.name, split.day.name];
    const text = `${columns.join(', ')} hold the year, month and day of one date.`;
    parts.push(datePart(columns.join(' '), columns, false, text));
    why.push(text);
  }
  const rest = used.filter(
    ({ column }) => column !== split?.year && column !== split?.month && column !== split?.day,
  );
  const own = withoutCombined(rest, why);
  const partners = partnersOf(own);
  for (const known of own) {
    const part = partOf(known, partners.get(known.column.name) ?? null);
    const codes = codesWithin(known);
    parts.push(part, ...codes);
    why.push(...[part, ...codes].map((each) => each.comparison.why));
  }
  const names = [...partners].find(([a, b]) => a < b);
  return { parts: names ? withAnyOrder(parts, names) : parts, why };
}

/** Lets records be brought together by both texts in any order. */
function withAnyOrder(parts: readonly Part[], [a, b]: readonly [string, string]): Part[] {
  const field = `${a} and ${b} in any order`;
  return parts.map((part) =>
    part.comparison.name === a
      ? {
          ...part,
          fields: [...part.fields, { name: field, columns: [a, b], needsAll: true, transforms: ['sorted'] }],
          keys: [...part.keys, { field, survives: 0, with: b }],
        }
      : part,
  );
}

function partOf({ column, profile, kind }: Known, other: string | null): Part {
  const share = (of: number) => `${Math.round(100 * of)}%`;
  const facts = `known in ${share(profile.completeness)} of rows, ${profile.distinct} distinct`;
  switch (kind) {
    case 'date':
      return datePart(
        profile.name,
        [profile.name],
        isPartialDate(column),
        `${profile.name} holds dates (${facts}).`,
      );
    case 'email':
      return emailPart(profile, `${profile.name} holds e-mail addresses (${facts}).`);
    case 'code':
    case 'phone':
    case 'postcode':
      return codePart(
        profile,
        kind,
        `${profile.name} holds ${kind === 'code' ? 'codes' : kind === 'phone' ? 'phone numbers' : 'postcodes'} (${facts}).`,
      );
    case 'number':
      return numberPart(profile, nearOf(profile), `${profile.name} holds numbers (${facts}).`);
    case 'category':
      return categoryPart(profile, `${profile.name} holds a few values that recur (${facts}).`);
    case 'address':
      return addressPart(profile, `${profile.name} holds texts with numbers, as addresses have (${facts}).`);
    case 'text': {
      const words = wordsOf(column);
      const { common } = words;
      const said =
        common.length === 0
          ? ''
          : `; ${common.length} words are too common to tell: ${common.slice(0, 5).join(', ')} …`;
      return textPart(profile, words, `${profile.name} holds free text (${facts})${said}.`);
    }
    default:
      return namePart(
        profile,
        other,
        `${profile.name} holds names or other short texts (${facts})${other === null ? '' : `; its texts also stand in ${other}, so both may have changed places`}.`,
      );
  }
}

/** Codes that stand within free text often enough to compare them apart. */
function codesWithin({ column, profile, kind }: Known): Part[] {
  if (kind !== 'text' || profile.withDigits < LEAST_CODES) return [];
  const share = shareWithCode(column);
  return share < LEAST_CODES
    ? []
    : [
        codeWithinPart(
          profile,
          `${Math.round(100 * share)}% of ${profile.name} hold a code, such as a model number, which is compared apart.`,
        ),
      ];
}

/** How near numbers are near: one in a hundred of their span. */
const nearOf = ({ least, most }: Profile): number =>
  Number.isFinite(least) && most > least ? Math.max(1, Math.round((most - least) / 100)) : 0;

/** Leaves out columns that repeat what others hold: a full name beside given name and surname. */
function withoutCombined(columns: readonly Known[], why: string[]): Known[] {
  const texts = columns.filter(({ kind }) => ['name', 'text'].includes(kind));
  const dropped = new Set<Known>();
  for (const whole of texts.toSorted((a, b) => b.profile.words - a.profile.words)) {
    const within = texts.filter(
      (part) =>
        part !== whole &&
        !dropped.has(part) &&
        part.profile.words <= whole.profile.words &&
        part.profile.completeness >= 0.8 * whole.profile.completeness &&
        containedIn(part.column, whole.column) >= CONTAINED,
    );
    if (
      within.length === 0 ||
      coveredBy(
        whole.column,
        within.map(({ column }) => column),
      ) < COVERED
    )
      continue;
    dropped.add(whole);
    why.push(
      `${whole.profile.name} is left out: it repeats ${within.map(({ profile }) => profile.name).join(' and ')}.`,
    );
  }
  return columns.filter((each) => !dropped.has(each));
}

/** Columns of names whose texts also stand in another one, both ways. */
function partnersOf(columns: readonly Known[]): Map<string, string> {
  const names = columns
    .filter(({ kind, profile }) => kind === 'name' && profile.words < 1.6 && profile.distinct > 2)
    .map((each) => ({ ...each, folded: foldedColumn(each.column) }));
  const pairs = names.flatMap((a, i) =>
    names.slice(i + 1).map((b) => ({
      a: a.profile.name,
      b: b.profile.name,
      shared: sharedTexts(a.folded, b.folded) * Math.min(a.profile.completeness, b.profile.completeness),
      crosswise: crosswiseRows(a.column, b.column),
    })),
  );
  const partners = new Map<string, string>();
  for (const { a, b, shared, crosswise } of pairs.toSorted(
    (x, y) => y.crosswise - x.crosswise || y.shared - x.shared,
  )) {
    if ((shared < SHARED && crosswise < LEAST_CROSSWISE) || partners.has(a) || partners.has(b)) continue;
    partners.set(a, b);
    partners.set(b, a);
  }
  return partners;
}

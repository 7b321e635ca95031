import type { Profile } from './profile-column.ts';

/** What a column holds, as far as its content shows. */
export type Kind =
  | {
      readonly kind:
        | 'date'
        | 'email'
        | 'phone'
        | 'postcode'
        | 'code'
        | 'number'
        | 'category'
        | 'name'
        | 'text'
        | 'address';
    }
  /** Says nothing about who a record is of. */
  | { readonly kind: 'left_out'; readonly why: string };

const MOSTLY = 0.8;
const TYPICALLY = 0.6;
/** Random agreement from which on texts are a list of values that recur (towns, kinds), not free text. */
const RECURS = 0.005;

/** The kind of a column by its content alone; the name is not looked at. */
export function kindOf(profile: Profile): Kind {
  return leftOut(profile) ?? { kind: written(profile) };
}

function leftOut(profile: Profile): Kind | null {
  if (profile.known === 0) return { kind: 'left_out', why: 'is empty in every row' };
  if (profile.known === 1) return { kind: 'left_out', why: 'is known in one row only' };
  if (profile.distinct === 1) return { kind: 'left_out', why: 'has the same text in every row' };
  if (profile.sequence && profile.uniqueness > 0.99) return { kind: 'left_out', why: 'counts the rows' };
  const looksLikeCode =
    profile.withDigits > MOSTLY && profile.words < 1.2 && profile.dates < MOSTLY && profile.emails < MOSTLY;
  if (profile.uniqueness === 1 && looksLikeCode)
    return { kind: 'left_out', why: 'is another code in every row: the row’s own id' };
  return null;
}

function written(profile: Profile): Exclude<Kind['kind'], 'left_out'> {
  if (profile.dates > MOSTLY) return 'date';
  if (profile.emails > TYPICALLY) return 'email';
  if (profile.postcodes > MOSTLY) return 'postcode';
  if (profile.phones > MOSTLY && profile.digits >= 8 && profile.digits <= 15 && profile.alphanumeric < 0.999)
    return 'phone';
  if (profile.numbers > MOSTLY) return isCode(profile) ? 'code' : 'number';
  if (profile.withDigits > TYPICALLY && profile.words < 1.3) return 'code';
  if (profile.length < 2.5 || (profile.agreement > 0.1 && profile.distinct <= 40)) return 'category';
  if (profile.withNumbers > 0.4 && profile.words >= 1.8 && profile.words < 6) return 'address';
  if (profile.words >= 1.5 && profile.agreement < RECURS) return 'text';
  return 'name';
}

/** Digits of about one length, at least four: a code, not a quantity. */
const isCode = (profile: Profile): boolean =>
  profile.onlyDigits > MOSTLY &&
  profile.digits >= 4 &&
  String(profile.most).length === Math.round(profile.digits);

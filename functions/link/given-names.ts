import { foldWords } from '#schemas/values/folded-name.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import { withinOneEdit } from './one-edit.ts';
import { areForms } from './short-forms.ts';

/** Given names as far as a record gives them, in order: `Pieter J.` → names [pieter], initials `pj`. */
export type GivenNames = {
  /** Full names, folded. */
  readonly names: readonly string[];
  /** First letters of names and initials, in order. `''` = unknown. */
  readonly initials: string;
  /** Whether the first name is written in full. */
  readonly firstInFull: boolean;
};

export type GivenNamesLevel =
  | 'exact'
  | 'short_form'
  | 'other_name'
  | 'close'
  | 'initials'
  | 'initial'
  | 'other_initial'
  | 'different';
export type GivenNamesComparison = { readonly level: GivenNamesLevel; readonly term: string | null } | null;

const CLOSE = 0.9;
const SHORTEST_FOR_TYPO = 4;
const SHORTEST_CUT = 3;

export function givenNamesOf(text: string | null): GivenNames {
  const names: string[] = [];
  let initials = '';
  let firstInFull = false;
  for (const token of (text ?? '').split(/[\s,/-]+|(?<=\.)/)) {
    const [name] = foldWords(token);
    if (name === undefined) continue;
    if (isInitials(token)) {
      initials += token.endsWith('.') ? name.charAt(0) : name;
      continue;
    }
    if (initials === '') firstInFull = true;
    names.push(name);
    initials += name.charAt(0);
  }
  return { names, initials, firstInFull };
}

/** `P`, `P.`, `Th.`, or run together without a vowel as in `PJM`. */
const isInitials = (token: string): boolean =>
  /^\p{L}$|^\p{L}{1,3}\.$/u.test(token) || /^[B-DF-HJ-NP-TV-XZ]{2,4}$/.test(token);

/** Compares given names with call names, second names, initials and typing errors. Null when one is unknown. */
export function compareGivenNames(left: GivenNames, right: GivenNames): GivenNamesComparison {
  if (left.initials === '' || right.initials === '') return null;
  const [a] = left.names;
  const [b] = right.names;
  if (left.firstInFull && right.firstInFull && a !== undefined && b !== undefined) {
    if (a === b) return { level: 'exact', term: a };
    if (areForms(a, b)) return { level: 'short_form', term: null };
    if (left.names.includes(b) || right.names.includes(a)) return { level: 'other_name', term: null };
    return { level: areClose(a, b) ? 'close' : 'different', term: null };
  }
  const shared = left.names.find((name) => right.names.some((other) => areForms(name, other)));
  if (shared !== undefined) return { level: 'other_name', term: null };
  const length = Math.min(left.initials.length, right.initials.length);
  if (left.initials.slice(0, length) !== right.initials.slice(0, length))
    return { level: 'other_initial', term: null };
  return { level: length > 1 ? 'initials' : 'initial', term: null };
}

function areClose(a: string, b: string): boolean {
  const shortest = Math.min(a.length, b.length);
  if (shortest >= SHORTEST_CUT && (a.startsWith(b) || b.startsWith(a))) return true;
  return shortest >= SHORTEST_FOR_TYPO && (jaroWinkler(a, b) >= CLOSE || withinOneEdit(a, b));
}

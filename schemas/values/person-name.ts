import { PREFIX_WORDS } from './folded-name.ts';
import { type Parsed, UNKNOWN, bad, good } from './parsed.ts';
import { tidy } from './text.ts';

export type Surname = { readonly prefix: string | null; readonly surname: string };
export type PersonName = {
  readonly given_names: string | null;
  readonly surname_prefix: string | null;
  readonly surname: string;
};

/** Forms of address and titles; they go, as they tell nothing that links and some tell what R15 forbids. */
const TITLE = /^(?:de heer|dhr|heer|mevrouw|mevr|mw|mej|drs|dr|ing|ir|mr|prof)\.?(?=\s|$)\s*/i;
const INITIALS = /^(?:\p{Lu}[a-z]?\.?-?)+$/u;
const DOTTED = /\p{Lu}\./u;

/**
 * A full surname into its prefix (*voorvoegsel*, Landelijke Tabel 36) and the rest: `van den Berg` → `van den`,
 * `Berg`. The last word is never a prefix. Double names stay whole: which part is the partner's cannot be told.
 */
export function splitSurname(full: string): Surname {
  const words = tidy(full.trim()).split(' ');
  let at = 0;
  while (at < words.length - 1 && isPrefix(words[at] ?? '')) at += 1;
  return {
    prefix: at > 0 ? words.slice(0, at).join(' ').toLowerCase() : null,
    surname: words.slice(at).join(' '),
  };
}

/**
 * A person's name in one text, in either order: `Piet van den Berg`, `P. Jansen`, `Jansen, P.`, `Jansen P.`,
 * `Berg, van den, Piet`, `Berg, Piet van den`. A lone word is a surname. Empty and `.` are unknown.
 */
export function parsePersonName(text: string): Parsed<PersonName | null> {
  let plain = tidy(text.trim());
  while (TITLE.test(plain)) plain = plain.replace(TITLE, '');
  if (plain === '' || plain === '.') return UNKNOWN;
  if (!/\p{L}/u.test(plain))
    return bad('name_form', 'this is not a name; write it as "Jansen, P." or "Piet Jansen"');
  const parts = plain.split(/\s*,\s*/).filter((part) => part !== '');
  if (parts.length > 3)
    return bad('name_several', 'this looks like several names; divide names by | in the cell');
  return parts.length > 1 ? good(surnameFirst(parts)) : good(oneRun(plain));
}

function surnameFirst(parts: readonly string[]): PersonName {
  const { prefix, surname } = splitSurname(parts[0] ?? '');
  const rest = parts.slice(1).join(' ').split(' ');
  const leading = rest.findIndex((word) => !isPrefix(word));
  const before = leading < 0 ? rest : rest.slice(0, leading);
  const after = leading < 0 ? [] : rest.slice(leading);
  let end = after.length;
  while (end > 1 && isPrefix(after[end - 1] ?? '')) end -= 1;
  const prefixes = [prefix, ...before, ...after.slice(end)].filter((word) => word !== null);
  return {
    given_names: after.slice(0, end).join(' ') || null,
    surname_prefix: prefixes.join(' ').toLowerCase() || null,
    surname,
  };
}

function oneRun(text: string): PersonName {
  const words = text.split(' ');
  const last = words.at(-1) ?? '';
  if (words.length > 1 && DOTTED.test(last) && INITIALS.test(last) && !DOTTED.test(words[0] ?? ''))
    return surnameFirst([words.slice(0, -1).join(' '), last]);
  // A prefix after the first word begins the surname; else the last word is it.
  const from = words.findIndex((word, index) => index < words.length - 1 && isPrefix(word));
  const start = from < 0 ? words.length - 1 : from;
  const { prefix, surname } = splitSurname(words.slice(start).join(' '));
  return { given_names: words.slice(0, start).join(' ') || null, surname_prefix: prefix, surname };
}

// A capital alone or with a dot is an initial, not the prefix `d'` or `e`.
const isPrefix = (word: string): boolean =>
  !/^\p{Lu}\.?$/u.test(word) && PREFIX_WORDS.has(word.toLowerCase().replace(/[.'’‘`/]/g, ''));

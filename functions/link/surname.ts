import { foldSurname } from '#schemas/values/folded-name.ts';
import type { LinkRecord } from './link-record.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import { dutchSound } from './dutch-sound.ts';
import { withinOneEdit } from './one-edit.ts';

/** The surnames that a record gives, folded and without prefixes, for comparing in either order. */
export type Surnames = {
  /** What the record's own surname is as a whole. `''` = unknown. */
  readonly own: string;
  /** Whole names and the parts of double names, own and partner's, sorted. */
  readonly all: readonly string[];
  /** Phonetic keys of these names. */
  readonly sounds: readonly string[];
  /** The smallest parts, sorted and joined: `Jansen-de Vries` and `De Vries` with partner `Jansen` are one. */
  readonly parts: string;
};

export type SurnameLevel = 'exact' | 'part' | 'close' | 'sounds_alike' | 'different';
export type SurnameComparison = { readonly level: SurnameLevel; readonly term: string | null } | null;

const CLOSE = 0.92;
const SHORTEST_FOR_TYPO = 5;
const SHORTEST_PART = 2;

export function surnamesOf(record: Pick<LinkRecord, 'surname' | 'partner_surname'>): Surnames {
  const own = record.surname === null ? '' : foldSurname(record.surname);
  const partner = record.partner_surname === null ? '' : foldSurname(record.partner_surname);
  const parts = [...partsOf(record.surname), ...partsOf(record.partner_surname)];
  const all = [...new Set([own, partner, ...parts])].filter((name) => name !== '').toSorted();
  return {
    own,
    all,
    sounds: [...new Set(all.map(dutchSound))],
    parts: [...new Set(parts)].toSorted().join(' '),
  };
}

function partsOf(surname: string | null): string[] {
  if (surname === null) return [];
  return surname
    .split(/[-‐–/]/)
    .map(foldSurname)
    .filter((part) => part.length >= SHORTEST_PART);
}

/**
 * Compares two persons' surnames, partners' and double names in either order. `term` is the name that agreed, for
 * its frequency. Null when one of them is unknown.
 */
export function compareSurnames(left: Surnames, right: Surnames): SurnameComparison {
  if (left.all.length === 0 || right.all.length === 0) return null;
  if (left.own !== '' && left.own === right.own) return { level: 'exact', term: left.own };
  const shared = left.all.find((name) => right.all.includes(name));
  if (shared !== undefined) {
    const sameDouble = left.parts.includes(' ') && left.parts === right.parts;
    return { level: sameDouble ? 'exact' : 'part', term: shared };
  }
  for (const a of left.all)
    for (const b of right.all) {
      const longEnough = Math.min(a.length, b.length) >= SHORTEST_FOR_TYPO;
      if (jaroWinkler(a, b) >= CLOSE || (longEnough && withinOneEdit(a, b)))
        return { level: 'close', term: null };
    }
  const soundsAlike = left.sounds.some((sound) => right.sounds.includes(sound));
  return { level: soundsAlike ? 'sounds_alike' : 'different', term: null };
}

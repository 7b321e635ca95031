/** Letters that Unicode does not take apart into a base letter and a mark. */
const WHOLE_LETTERS: ReadonlyMap<string, string> = new Map([
  ['ø', 'o'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ł', 'l'],
  ['þ', 'th'],
  ['ı', 'i'],
]);

/**
 * The words of a name or street, for comparing only: lower case, without diacritics and apostrophes, the Dutch
 * letter ij written as y (registers hold `ij`, `ĳ`, `y` and `ÿ` for the same name). Splits at everything that is
 * neither letter nor digit.
 */
export function foldWords(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[øßæœđðłþı]/g, (letter) => WHOLE_LETTERS.get(letter) ?? letter)
    .replace(/['’‘`´]/g, '')
    .replace(/ij/g, 'y');
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/**
 * Prefixes (*voorvoegsels*) that stand before a surname, of the Netherlands (Landelijke Tabel 36, voorvoegsels)
 * and the commonest from elsewhere, each word apart. They are kept or left out at will, so names compare without.
 */
export const PREFIX_WORDS: ReadonlySet<string> = new Set(
  `aan al am an auf aus aux ben bin by d da dal de degli del den der des di die do dos du e el en het im in l la
  las le les lo los onder op over s t te ten ter thoe to toe tot uyt uit van vd ver voor von vor z zu zum zur v`.split(
    /\s+/,
  ),
);

/** A surname without its prefixes as one folded word, `''` when nothing is left: `van der Heijden` → `heyden`. */
export function foldSurname(text: string): string {
  const words = foldWords(text);
  const bare = words.filter((word) => !PREFIX_WORDS.has(word));
  return (bare.length > 0 ? bare : words).join('');
}

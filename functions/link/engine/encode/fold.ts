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
/** Cyrillic and Greek in Latin letters, roughly as passports write them (ICAO 9303, ELOT 743). */
const OTHER_ALPHABETS: ReadonlyMap<string, string> = new Map(
  `а a б b в v г g д d е e ж zh з z и i і i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ
   ы y ь э e ю yu я ya є ye ґ g α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y
   φ f χ ch ψ ps ω o`
    .split(/\s+(?=[\u0370-\u04ff])/u)
    .map((pair) => pair.trim().split(' '))
    .map(([letter = '', latin = '']) => [letter, latin]),
);
// eslint-disable-next-line no-control-regex -- the range is ASCII, whole
const ASCII = /^[\x00-\x7f]*$/;

/** Lower case, no diacritics, runs of anything but letters and digits as one space: `Café-’t  Hof` → `cafe t hof`. */
export const fold = (text: string): string => plain(text).replace(NOT_WORD, ' ').trim();

/** Letters and digits only, in lower case, no diacritics: `B.V. Café` → `bvcafe`. */
export const squash = (text: string): string => plain(text).replace(NOT_WORD, '');

const NOT_WORD = /[^\p{L}\p{N}]+/gu;

function plain(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[øßæœđðłþı]/g, (letter) => WHOLE_LETTERS.get(letter) ?? letter)
    .replace(/[\u0370-\u04ff]/g, (letter) => OTHER_ALPHABETS.get(letter) ?? letter);
}

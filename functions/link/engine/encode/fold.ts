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
    .replace(/[øßæœđðłþı]/g, (letter) => WHOLE_LETTERS.get(letter) ?? letter);
}

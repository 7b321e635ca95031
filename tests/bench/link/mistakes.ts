import type { Random } from './random.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** What Dutch ears and eyes take for one another. */
const SOUNDS = [
  ['ij', 'y'],
  ['y', 'ij'],
  ['k', 'c'],
  ['c', 'k'],
  ['z', 's'],
  ['s', 'z'],
  ['dt', 't'],
  ['d', 't'],
  ['ee', 'e'],
  ['oo', 'o'],
  ['aa', 'ae'],
  ['v', 'f'],
  ['f', 'v'],
  ['ch', 'g'],
] as const;

/** One mistake: a letter too many, too few, another one, two that changed places, or one sound written otherwise. */
export function misspelt(random: Random, text: string): string {
  if (text.length < 3) return text;
  const at = 1 + random.below(text.length - 1);
  switch (random.below(5)) {
    case 0:
      return `${text.slice(0, at)}${LETTERS.charAt(random.below(26))}${text.slice(at)}`;
    case 1:
      return `${text.slice(0, at)}${text.slice(at + 1)}`;
    case 2:
      return `${text.slice(0, at)}${LETTERS.charAt(random.below(26))}${text.slice(at + 1)}`;
    case 3:
      return `${text.slice(0, at - 1)}${text.charAt(at)}${text.charAt(at - 1)}${text.slice(at + 1)}`;
    default: {
      const [from, to] = SOUNDS[random.below(SOUNDS.length)] ?? SOUNDS[0];
      return text.includes(from) ? text.replace(from, to) : text;
    }
  }
}

/** One digit of a text with digits is another one, or two neighbours changed places. */
export function miscopied(random: Random, text: string): string {
  const at = 1 + random.below(text.length - 1);
  const isDigit = (character: string): boolean => character >= '0' && character <= '9';
  if (!isDigit(text.charAt(at))) return text;
  if (random.chance(0.4) && isDigit(text.charAt(at - 1)))
    return `${text.slice(0, at - 1)}${text.charAt(at)}${text.charAt(at - 1)}${text.slice(at + 1)}`;
  return `${text.slice(0, at)}${random.below(10)}${text.slice(at + 1)}`;
}

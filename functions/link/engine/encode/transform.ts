import { foldSurname, foldWords } from '#schemas/values/folded-name.ts';
import { dutchSound } from '../../dutch-sound.ts';
import { rootsOf } from '../../short-forms.ts';
import type { Transform } from '../model/field.ts';
import { dateText } from './date-text.ts';
import { fold, squash } from './fold.ts';
import { soundex } from './soundex.ts';

const SHORTEST_CODE = 3;

function longestCode(text: string): string {
  let longest = '';
  for (const word of text.split(/[\s/,;()"]+/)) {
    const code = squash(word);
    const isCode = code.length >= SHORTEST_CODE && /\p{L}/u.test(code) && /\p{N}/u.test(code);
    if (isCode && code.length > longest.length) longest = code;
  }
  return longest;
}

type Named = Extract<Transform, string>;

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

const NAMED: Readonly<Record<Named, (text: string) => string>> = {
  fold,
  squash,
  digits: (text) => text.replace(/\D+/g, ''),
  date: dateText,
  sound: (text) => dutchSound(fold(text)),
  soundex: (text) => soundex(fold(text)),
  initials: (text) =>
    words(fold(text))
      .map((word) => /^./u.exec(word)?.[0] ?? '')
      .join(''),
  sorted: (text) => words(fold(text)).toSorted().join(' '),
  given_name: (text) => {
    const [name = ''] = foldWords(text);
    // A call name that may stand for several names stands for the first of them in the list, always the same.
    return rootsOf(name)[0] ?? name;
  },
  surname: foldSurname,
  email_local: (text) => text.slice(0, Math.max(0, text.lastIndexOf('@'))).toLowerCase(),
  email_domain: (text) => (text.includes('@') ? text.slice(text.lastIndexOf('@') + 1).toLowerCase() : ''),
  number: (text) => (/\d+/.exec(text)?.[0] ?? '').replace(/^0+(?=\d)/, ''),
  code: longestCode,
  anything: () => 'anything',
};

/** One step as a function of a text; `''` means unknown. */
function step(transform: Transform): (text: string) => string {
  if (typeof transform === 'string') return NAMED[transform];
  if ('first' in transform) return (text) => text.slice(0, transform.first);
  if ('last' in transform) return (text) => text.slice(-transform.last);
  if ('without' in transform) {
    const common = new Set(transform.without);
    return (text) => {
      const left = words(text).filter((word) => !common.has(word));
      return left.length > 0 ? left.join(' ') : text;
    };
  }
  if ('word' in transform) return (text) => words(text)[transform.word] ?? '';
  return (text) => text.slice(transform.from, transform.from + transform.length);
}

/**
 * The steps of a field, one after the other. A text of zeros only that comes out is a placeholder (BRP's unknown
 * month `00`, an id `000000000`), hence unknown: `''`.
 */
export function transformer(transforms: readonly Transform[]): (text: string) => string {
  const steps = transforms.map(step);
  return (text) => {
    let derived = text;
    for (const one of steps) if (derived !== '') derived = one(derived);
    return steps.length > 0 && /^0+$/.test(derived) ? '' : derived;
  };
}

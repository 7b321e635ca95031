import { type Parsed, UNKNOWN, bad, good } from './parsed.ts';
import { tidy } from './text.ts';

export type AddressParts = {
  readonly street: string;
  readonly house_number: number;
  readonly house_letter: string | null;
  readonly house_addition: string | null;
  readonly postcode: string | null;
  readonly town: string | null;
};

const POSTCODE = /(?:^|[\s,])([1-9]\d{3}) ?([A-Za-z]{2})(?=$|[\s,])(?!\s*\d)/;
const NUMBER = /^(.*?\p{L}[^,]*?)[\s,]+(?:(?:huis)?(?:nr\.?|nummer) ?)?(\d{1,5})(?!\d)(.*)$/iu;

/** Words for a floor or part of a house that stand after the number, as registers write them. */
const PARTS =
  /^(?:hs|huis|hoog|bg|beg|bov|ben|boven|beneden|achter|voor|rd|zw|to|i{1,3}|iv|v|vi{1,3}|bis|ter|[1-9]?(?:hg|e))$/i;

/** Longer is a story, not an address; it also bounds the matching below. */
const LONGEST = 200;

/** `2 hoog` is the addition 2. */
const FLOOR = /^(?:hoog|hg|etage|verdieping)$/i;

/**
 * An address in free text, as people type it: `Hoofdstr. 12-a`, `Kerkstraat 5 II, 1234AB Dorp`, `dorpsweg 3 hs`.
 * What follows the number is a letter (one letter), an addition (up to 4 letters or digits) or both; the rest, after a
 * postcode or comma, is the town. The last number after words is the house number, so `Plein 1945 12` is number 12.
 * `100-102` may be two houses or a house and its flat: it is read as the latter, as the BAG writes it, because taking
 * the first house alone could point at the wrong home. Street names stay as typed: comparing them with the BAG expands abbreviations, parsing does not.
 */
export function parseAddressText(text: string): Parsed<AddressParts | null> {
  const plain = tidy(text.trim());
  if (plain === '' || plain === '.') return UNKNOWN;
  if (plain.length > LONGEST) return NO_NUMBER;
  const found = POSTCODE.exec(plain);
  const postcode = found ? `${found[1] ?? ''}${(found[2] ?? '').toUpperCase()}` : null;
  const before = (found ? plain.slice(0, found.index) : plain).replace(/[\s,]+$/, '');
  const after = found ? plain.slice(found.index + found[0].length).replace(/^[\s,]+/, '') : '';
  const [line = '', ...rest] = before.split(/\s*,\s*/);
  const inLine = splitNumber(line);
  const split = inLine ?? splitNumber(before);
  if (!split) return NO_NUMBER;
  const tail = tailOf(split.tail);
  if (split.houseNumber === 0 || !tail) return NO_NUMBER;
  const town = after || (inLine ? rest.join(', ') : '') || tail.town;
  return good({
    street: split.street,
    house_number: split.houseNumber,
    house_letter: tail.letter,
    house_addition: tail.addition,
    postcode,
    town: town.replace(/^(?:in|te) /, '') || null,
  });
}

const NO_NUMBER = bad(
  'address_text_form',
  'no street with a house number could be read in this address; write it as "Kerkstraat 5 A, 1234 AB Dorp"',
);

type Split = { readonly street: string; readonly houseNumber: number; readonly tail: string };

function splitNumber(line: string): Split | undefined {
  const first = NUMBER.exec(line);
  if (!first) return undefined;
  const street = (first[1] ?? '').trim();
  const tail = (first[3] ?? '').trim();
  // `Plein 1945 12`: a bare number behind a number shows that the first belongs to the street's name.
  const second = /^(?:(?:huis)?(?:nr\.?|nummer) ?)?(\d{1,5})(?!\d)(.*)$/i.exec(tail);
  if (second && /^\d{4}$/.test(first[2] ?? ''))
    return {
      street: `${street} ${first[2] ?? ''}`,
      houseNumber: Number(second[1]),
      tail: (second[2] ?? '').trim(),
    };
  return { street, houseNumber: Number(first[2]), tail };
}

/** An addition has 4 characters at most; longer words are shortened as the BAG does (`BOV`, `BEN`). */
const partOf = (word: string): string => (word.length > 4 ? word.slice(0, 3) : word).toUpperCase();

type Tail = { readonly letter: string | null; readonly addition: string | null; readonly town: string };

function tailOf(text: string): Tail | undefined {
  const words = text
    .replace(/^[\s,/-]+/, '')
    .split(/[\s,/-]+/)
    .filter((word) => word !== '');
  let letter: string | null = null;
  let addition: string | null = null;
  let used = 0;
  for (const word of words) {
    const joined = /^([A-Za-z])(\d{1,4})$/.exec(word);
    if (letter === null && addition === null && /^[A-Za-z]$/.test(word)) letter = word.toUpperCase();
    else if (letter === null && addition === null && joined) {
      letter = (joined[1] ?? '').toUpperCase();
      addition = joined[2] ?? null;
    } else if (addition === null && (PARTS.test(word) || /^\d[\dA-Za-z]{0,3}$/.test(word)))
      addition = partOf(word);
    else if (!/^\d$/.test(addition ?? '') || !FLOOR.test(word)) break;
    used += 1;
  }
  const town = words.slice(used).join(' ');
  // Digits that found no place mean that the line was not understood.
  return /\d/.test(town) ? undefined : { letter, addition, town };
}

/** In the place of an entity: there is none. */
export const NO_ENTITY = 0xffff_ffff;

const PREFIX = 'e-';
/** Without letters that are taken for digits (Crockford's base 32). */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 7;

/** Entities are numbered in order of age; the id that people see tells nothing of it (a bijection of 32 bits). */
export function entityId(entity: number): string {
  let rest = scramble(entity);
  let text = '';
  for (let at = 0; at < LENGTH; at++) {
    text = (DIGITS[rest % 32] ?? '') + text;
    rest = Math.floor(rest / 32);
  }
  return PREFIX + text;
}

/** The number of an entity by its id; undefined if the text is none. */
export function entityOf(id: string): number | undefined {
  if (!id.startsWith(PREFIX) || id.length !== PREFIX.length + LENGTH) return undefined;
  let number = 0;
  for (const digit of id.slice(PREFIX.length)) {
    const value = DIGITS.indexOf(digit);
    if (value < 0) return undefined;
    number = number * 32 + value;
  }
  if (number > 0xffff_ffff) return undefined;
  const entity = unscramble(number);
  return entityId(entity) === id ? entity : undefined;
}

/** The finishing steps of MurmurHash3 (Appleby 2011, public domain), each of which can be undone. */
function scramble(value: number): number {
  let mixed = value ^ 0x5bd1e995;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** 0xa5cb9243 and 0x7ed1b41d are the inverses of the two factors modulo 2^32. */
function unscramble(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7ed1b41d);
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ (mixed >>> 26), 0xa5cb9243);
  return (mixed ^ (mixed >>> 16) ^ 0x5bd1e995) >>> 0;
}

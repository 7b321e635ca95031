import { randomInt } from 'node:crypto';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
/** What Secrets Manager counts as punctuation. */
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

export type PasswordRules = {
  readonly PasswordLength: number;
  readonly ExcludeCharacters: string;
  readonly ExcludeLowercase: boolean;
  readonly ExcludeUppercase: boolean;
  readonly ExcludeNumbers: boolean;
  readonly ExcludePunctuation: boolean;
  readonly IncludeSpace: boolean;
  readonly RequireEachIncludedType: boolean;
};

/** A random password by the rules of GetRandomPassword. Throws when they leave no characters, or too few places for one of each type. */
export function randomPassword(rules: PasswordRules): string {
  const types = [
    rules.ExcludeLowercase ? '' : LOWER,
    rules.ExcludeUppercase ? '' : UPPER,
    rules.ExcludeNumbers ? '' : DIGITS,
    rules.ExcludePunctuation ? '' : PUNCTUATION,
    rules.IncludeSpace ? ' ' : '',
  ]
    .map((type) =>
      type
        .split('')
        .filter((character) => !rules.ExcludeCharacters.includes(character))
        .join(''),
    )
    .filter((type) => type !== '');
  const all = types.join('');
  if (all === '') throw new Error('the rules for the password leave no characters');
  const required = rules.RequireEachIncludedType ? types.map(pick) : [];
  if (required.length > rules.PasswordLength)
    throw new Error('the password is too short for one of each type');
  const free = Array.from({ length: rules.PasswordLength - required.length }, () => pick(all));
  return shuffle([...required, ...free]).join('');
}

/** The hyphenated end of a secret's ARN, without the hyphen. */
export function arnSuffix(): string {
  return Array.from({ length: 6 }, () => pick(LOWER + UPPER + DIGITS)).join('');
}

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

/** Fisher–Yates. */
function shuffle(characters: readonly string[]): string[] {
  const shuffled = [...characters];
  for (let i = shuffled.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    const [a = '', b = ''] = [shuffled[i], shuffled[j]];
    shuffled[i] = b;
    shuffled[j] = a;
  }
  return shuffled;
}

import { type Person, phoneOf } from './household.ts';
import { miscopied, misspelt } from './mistakes.ts';
import { addressAt } from './places.ts';
import { hash, Random } from './random.ts';

export const PERSON_COLUMNS = [
  'id',
  'entity',
  'given_name',
  'surname',
  'birth_date',
  'street',
  'house_number',
  'postcode',
  'town',
  'phone',
  'email',
] as const;

const DOMAINS = [
  'post.example',
  'post.example',
  'post.example',
  'brievenbus.example',
  'brievenbus.example',
  'thuis.example',
  'werk.example',
  'kabel.example',
  'vrij.example',
] as const;

/**
 * One record of a person as CSV, without its id: what some desk wrote down. Record 0 is the best; later ones have moves,
 * changes of name by marriage, and more mistakes and gaps. `homes` is how many addresses there are to move to.
 */
export function personRow(seed: number, person: Person, record: number, homes: number): string {
  const random = new Random(hash(seed, person.entity, 11 + record));
  // What belongs to the person and not to the record.
  const own = new Random(hash(seed, person.entity, 10));
  const mobile = phoneOf(own, '06');
  const mailNumber = own.chance(0.5) ? String(own.below(100)) : '';
  const mailDomain = own.of(DOMAINS);
  const worse = record === 0 ? 0.3 : 1;

  const moved = record > 0 && random.chance(0.16);
  const address = addressAt(moved ? random.below(homes) : person.home);
  const email = random.chance(0.12 * worse)
    ? `${initialsOf(person.givenName)}${person.birthYear}@${random.of(DOMAINS)}`
    : `${person.givenName}.${person.surname}${mailNumber}@${mailDomain}`;
  return [
    person.entity,
    random.chance(0.015 * worse) ? '' : givenNameOf(random, person, worse),
    random.chance(0.01 * worse) ? '' : surnameOf(random, person, record, worse),
    random.chance(0.03 * worse) ? '' : birthDateOf(random, person, worse),
    random.chance(0.03) ? '' : maybe(random, 0.03 * worse, address.street, misspelt),
    random.chance(0.03) ? '' : maybe(random, 0.01 * worse, String(address.houseNumber), grown),
    random.chance(0.04) ? '' : maybe(random, 0.015 * worse, address.postcode, miscopied),
    random.chance(0.02) ? '' : maybe(random, 0.02 * worse, address.town, misspelt),
    random.chance(0.35) ? '' : phone(random, person, mobile, worse),
    random.chance(0.45) ? '' : maybe(random, 0.02 * worse, email.toLowerCase().replaceAll(' ', ''), misspelt),
  ].join(',');
}

type Mistake = (random: Random, text: string) => string;

const maybe = (random: Random, chance: number, text: string, mistake: Mistake): string =>
  random.chance(chance) ? mistake(random, text) : text;
const grown: Mistake = (random, number) => `${number}${random.of(['A', 'B', '-2', 'bis'])}`;
const initialsOf = (name: string): string =>
  name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('');

function givenNameOf(random: Random, { givenName }: Person, worse: number): string {
  if (random.chance(0.05 * worse)) return `${initialsOf(givenName)}.`;
  const called = random.chance(0.5 * worse) ? (givenName.split(' ')[0] ?? givenName) : givenName;
  return maybe(random, 0.06 * worse, called, misspelt);
}

function surnameOf(random: Random, person: Person, record: number, worse: number): string {
  const { surname, partnerSurname } = person;
  const changes = record > 0 && partnerSurname !== undefined && partnerSurname !== surname;
  if (changes && random.chance(0.15))
    return random.chance(0.5) ? partnerSurname : `${partnerSurname}-${surname}`;
  const name = random.chance(0.04 * worse) ? (surname.split(' ').at(-1) ?? surname) : surname;
  return maybe(random, 0.06 * worse, name, misspelt);
}

function birthDateOf(random: Random, person: Person, worse: number): string {
  const year = String(person.birthYear);
  const month = String(person.birthMonth).padStart(2, '0');
  const day = String(person.birthDay).padStart(2, '0');
  if (random.chance(0.004 * worse)) return `${year}-00-00`;
  if (random.chance(0.008 * worse) && person.birthDay <= 12) return `${year}-${day}-${month}`;
  if (random.chance(0.008 * worse)) return `${year}-01-01`;
  if (!random.chance(0.02 * worse)) return `${year}-${month}-${day}`;
  // A mistake that gives no date, or one of a person not yet born, would have been seen at the desk.
  const wrong = miscopied(random, `${year}-${month}-${day}`);
  const [, months, days] = wrong.split('-').map(Number);
  const valid = (months ?? 0) >= 1 && (months ?? 0) <= 12 && (days ?? 0) >= 1 && (days ?? 0) <= 28;
  return valid && wrong < '2026' && wrong > '1900' ? wrong : `${year}-${month}-${day}`;
}

function phone(random: Random, person: Person, mobile: string, worse: number): string {
  const number =
    person.homePhone !== undefined && random.chance(0.5)
      ? person.homePhone
      : random.chance(0.1 * worse)
        ? phoneOf(random, '06')
        : mobile;
  const copied = maybe(random, 0.02 * worse, number, miscopied);
  switch (random.below(6)) {
    case 0:
      return `${copied.slice(0, 2)}-${copied.slice(2)}`;
    case 1:
      return `+31${copied.slice(1)}`;
    default:
      return copied;
  }
}

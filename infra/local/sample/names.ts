import { faker } from '@faker-js/faker/locale/nl';
import type { Random } from './random.ts';

export type PersonName = { readonly givenNames: string; readonly prefix: string; readonly surname: string };

const STEMS = `
  Berk Bos Brand Broek Dijk Eik Els Groen Haver Heer Hof Hout Kamp Kerk Kool Koren Kuip Land Linde
  Meer Molen Noord Ooster Poort Riet Rozen Schaap Sluis Steen Veld Venne Vlas Water Wester Wilde Zand
  Zuider`
  .trim()
  .split(/\s+/);
const ENDINGS = `
  aard beek berg borg dam enga hoek horst huis inga kamp ma man meijer sma stein stra veen velt wijk
  zen`
  .trim()
  .split(/\s+/);
const PREFIXES = ['', '', '', '', '', '', 'van', 'van der', 'van den', 'de', 'ter', "van 't"];
const PREFIX_PATTERN = /^((?:van der|van den|van de|van|de|den|ter|ten|in 't|van 't|'t) )?(.+)$/;

/**
 * Dutch names: faker's given names and frequent surnames, and compound surnames beside them, as faker's 131 alone would
 * make every other pair of neighbours namesakes.
 */
export function nameMaker(
  random: Random,
  seed: number,
): { surname(): Pick<PersonName, 'prefix' | 'surname'>; givenNames(): string } {
  faker.seed(seed);
  return {
    surname: () => {
      if (random.chance(0.35)) {
        const [, prefix = '', surname = ''] = PREFIX_PATTERN.exec(faker.person.lastName()) ?? [];
        return { prefix: prefix.trim(), surname };
      }
      return { prefix: random.pick(PREFIXES), surname: `${random.pick(STEMS)}${random.pick(ENDINGS)}` };
    },
    givenNames: () => {
      const count = 1 + random.weighted([55, 35, 10]);
      return Array.from({ length: count }, () => faker.person.firstName()).join(' ');
    },
  };
}

/** Misspells one letter, as someone who writes down what he hears does. */
export function misspell(text: string, random: Random): string {
  if (text.length < 4) return text;
  const at = random.whole(1, text.length - 2);
  const kind = random.whole(0, 2);
  if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
  if (kind === 1) return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
  return `${text.slice(0, at)}${text.charAt(at)}${text.slice(at)}`;
}

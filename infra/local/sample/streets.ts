import { faker } from '@faker-js/faker/locale/nl';
import type { Random } from './random.ts';

const STEMS = `
  Abeel Acacia Berken Beuken Ceder Eiken Elzen Essen Iepen Kastanje Linden Meidoorn Olmen Populieren
  Sparren Vlier Wilgen Zilverberk Bakker Brouwer Kuiper Leerlooier Molenaar Schipper Smids Touwslager
  Turfsteker Visser Wever Grutto Kievit Lijster Meerkoet Merel Reiger Spreeuw Tureluur Wulp Zwaluw`
  .trim()
  .split(/\s+/);
const FORMS = ['straat', 'laan', 'weg', 'plein', 'hof', 'kade', 'singel', 'pad', 'dijk'] as const;
/** faker has some 2,100; what a town needs beyond them is numbered. */
const TRIES_PER_NAME = 8;

/** Names of streets, each once: trees, trades and birds first, then faker's (seeded by the caller), then numbered ones. */
export function streetNames(count: number, random: Random): string[] {
  const own = STEMS.flatMap((stem) => FORMS.map((form) => `${stem}${form}`));
  const names = new Set(random.sample(own, Math.min(count, own.length)));
  for (let tries = 0; names.size < count && tries < count * TRIES_PER_NAME; tries += 1)
    names.add(faker.location.street());
  for (let again = 2; names.size < count; again += 1)
    for (const name of own) if (names.size < count) names.add(`${again}e ${name}`);
  return [...names];
}

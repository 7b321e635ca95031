import type { Random } from './random.ts';
import { skewed } from './skewed.ts';

export type Sex = 'male' | 'female';

const words = (text: string): string[] => text.split(' ');

/** Every front with every back, in an order that puts neighbours apart. */
function composed(fronts: readonly string[], backs: readonly string[], step: number): string[] {
  const all = [...new Set(fronts.flatMap((front) => backs.map((back) => `${front}${back}`)))];
  return all.map((_each, index) => all[(index * step) % all.length] ?? '');
}

const STEMS = words(
  'Aal Aver Bak Balk Beek Berg Bles Boer Bol Boom Bos Brand Breed Brink Broek Brou Buit Daal Dam Dek Dijk Doorn Drees Duin Eek Eikel Els Esch Feen Gaar Geer Ghijs Goud Graaf Groen Haag Haan Hage Ham Hart Heide Heuvel Hoef Hof Holt Hout Huls Jaap Kamp Keizer Kerk Klaver Klomp Koel Kool Korf Kuip Laan Lam Leem Lier Linde Loo Maas Meer Mol Molen Mus Noord Oever Olie Oost Paap Peper Plas Poel Pol Raad Riet Roos Ruit Schaap Schel Schout Slot Smal Snoek Spaan Steen Stok Tempel Til Uit Veen Vel Visser Vlier Vogel Vonk Waal Water Weel West Wiel Wilg Winter Wolf Zand Zeel Zilver Zomer Zwaan',
);
const ENDINGS = words(
  'aar aars beek berg boer borg bos brink broek burg dam den dijk donk drecht eling enga haar ham heim hof horst houder huis huizen ing ink inga kamp kamps kens koop laar land lo loop maker man mans meer meijer molen sen sma smit stede stee stra tjes veen veld voort waard water werf wijk winkel zoon zorg',
);
const MIDDLES = words(
  'aan be der el en er ge ger her hen je ken ker kes le len lin man men ne nes op pen per ren ro schen se sel ses ste ten ter tes ver vel wen zen zer',
);
const PREFIXES = words('de van van_der van_den van_de ter ten den');

const SURNAMES = composed(STEMS, ENDINGS, 2_477);
const surnameRank = skewed(SURNAMES.length, 20);

/**
 * A family name of one's own making: three in four from about 6,000, skewed as names are; the rest from a long tail of
 * some 250,000. One in four has a prefix, which goes with the name.
 */
export function surname(random: Random): string {
  const rank = surnameRank(random);
  if (random.chance(0.25)) {
    const middle = MIDDLES[random.below(MIDDLES.length)] ?? '';
    const front = STEMS[random.below(STEMS.length)] ?? '';
    return `${front}${middle}${ENDINGS[random.below(ENDINGS.length)] ?? ''}`;
  }
  const name = SURNAMES[rank] ?? '';
  const prefix = rank % 4 === 0 ? PREFIXES[(rank >> 2) % PREFIXES.length] : undefined;
  return prefix === undefined ? name : `${prefix.replaceAll('_', ' ')} ${name}`;
}

const GIVEN = {
  male: composed(
    words(
      'Ad Al Ar Bar Ber Cor Da Der Ed El Er Fe Fl Ger Gi Han Hen Ja Je Jo Jor Ka Ko Lam Le Lu Ma Me Mi Ni Ol Pe Re Ro Ru San Se Si Ste Ta Te Ti To Vic Wal Wil Yas Za',
    ),
    words('an ard bert co den dri el en fred go ik ke lan lo mar men mo nal nan ri rik ris ron sen to vin'),
    331,
  ),
  female: composed(
    words(
      'Aa Ad Al An Bea Ber Ca Cor Da Dor Ei El Em Es Fa Fe Fle Ger Gre Ha Hil In Ja Jo Ka Ki La Le Li Lo Ma Me Mi Na Ni No Pe Ra Ro Sa Se So Su Ta The Ti Va Wil Yo Ze',
    ),
    words('bel da de dia ka ke la le lia lien line lou ma mie na ne nie nka ra ria sa sje ta ti tje via'),
    347,
  ),
} as const;
const givenRank = skewed(600, 8);

/** One of some 600 first names for each sex; what is frequent differs from one generation to the next. */
export function givenName(random: Random, sex: Sex, birthYear: number): string {
  const names = GIVEN[sex];
  const generation = Math.floor((birthYear - 1900) / 15);
  const first = names[(givenRank(random) + generation * 83) % names.length] ?? '';
  if (!random.chance(0.06)) return first;
  return `${first} ${names[(givenRank(random) + generation * 83) % names.length] ?? ''}`;
}

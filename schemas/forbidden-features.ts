/**
 * R15: what no contract's field, table's column, pattern or model may speak of, because people were wrongly selected
 * by it (SyRI; the Dutch childcare benefits scandal; Rotterdam's welfare model, which scored language), and proxies
 * for it. English and Dutch, whole words: `geslacht` is forbidden, `geslachtsnaam` (surname) is not. Plurals with
 * s, en and es count too.
 */
const FORBIDDEN = `
nationality, nationaliteit, nationalities, nationaliteiten, citizenship, staatsburgerschap, passport country,
country, land van herkomst, geboorteland, birthplace, place of birth, birth place, geboorteplaats,
gender, sex, geslacht, geslachtsaanduiding, aanhef, salutation,
language, taal, moedertaal, taalniveau, taaleis, accent, dialect, interpreter, tolk, inburgering,
ethnicity, ethnic, etniciteit, etnisch, etnische, race, racial, ras, skin colour, skin color, huidskleur,
migrant, immigrant, immigration, immigratie, migration background, migratieachtergrond, asylum, asiel, asielzoeker,
residence permit, verblijfstitel, verblijfsvergunning, statushouder, refugee, vluchteling, vreemdeling,
foreign born, allochtoon, autochtoon, niet westers, non western, roma, sinti, woonwagenbewoner,
religion, religious, religie, geloof, godsdienst, mosque, moskee, church, kerkgenootschap, synagogue,
descent, ancestry, origin, afkomst, herkomst, name origin, naamherkomst, foreign sounding, buitenlandse naam,
sexual orientation, seksuele geaardheid, political opinion, politieke voorkeur, trade union, vakbond,
health, gezondheid, disability, handicap, pregnancy, zwangerschap, genetic, biometric`
  .split(',')
  .map((term) => term.trim().replace(/\s+/g, ' '));

/**
 * The forbidden terms that a text speaks of, sorted; empty when there are none. Names in camel case, snake case and
 * with diacritics are read as words.
 */
export function forbiddenFeatures(text: string): string[] {
  const words = ` ${wordsOf(text)} `;
  return FORBIDDEN.filter((term) =>
    ['', 's', 'en', 'es'].some((plural) => words.includes(` ${term}${plural} `)),
  ).toSorted();
}

const wordsOf = (text: string): string =>
  text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ');

import { foldWords } from '#schemas/values/folded-name.ts';

/**
 * A street's name for comparing: folded, abbreviations of NEN 5825 and of daily use written out, spaces left out:
 * `Burg. v.d. Bergstr.` and `Burgemeester van den Bergstraat` are one, as are `1e Hoofdwg` and `Eerste Hoofdweg`.
 */
export function canonicalStreet(street: string): string {
  const words = foldWords(street.replace(/\bv\.? ?d\.?(?=[\s.]|$)/gi, 'vd '));
  return words.map(writtenOut).join('');
}

function writtenOut(word: string): string {
  const whole = WORDS.get(word);
  if (whole !== undefined) return whole;
  for (const [ending, full] of ENDINGS)
    if (word.endsWith(ending) && word.length > ending.length + 1)
      return `${word.slice(0, -ending.length)}${full}`;
  return word;
}

/** `van`, `van de`, `van der`, `van den` are abbreviated alike, so they all read as `van`. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    de: '',
    der: '',
    den: '',
    het: '',
    t: '',
    v: 'van',
    vd: 'van',
    str: 'straat',
    wg: 'weg',
    ln: 'laan',
    pln: 'plein',
    pl: 'plein',
    sngl: 'singel',
    gr: 'gracht',
    kd: 'kade',
    dk: 'dyk',
    stg: 'steeg',
    burg: 'burgemeester',
    bgm: 'burgemeester',
    dr: 'dokter',
    prof: 'professor',
    ds: 'dominee',
    mr: 'meester',
    ir: 'ingenieur',
    past: 'pastoor',
    kard: 'kardinaal',
    gen: 'generaal',
    kon: 'koningin',
    pr: 'prins',
    pres: 'president',
    st: 'sint',
    ste: 'sinte',
    gebr: 'gebroeders',
    jhr: 'jonkheer',
    mgr: 'monseigneur',
    n: 'noord',
    z: 'zuid',
    o: 'oost',
    w: 'west',
    '1e': 'eerste',
    '2e': 'tweede',
    '2de': 'tweede',
    '3e': 'derde',
    '3de': 'derde',
    '4e': 'vierde',
    '4de': 'vierde',
  }),
);

const ENDINGS: readonly (readonly [string, string])[] = [
  ['str', 'straat'],
  ['wg', 'weg'],
  ['pln', 'plein'],
  ['ln', 'laan'],
  ['sngl', 'singel'],
  ['gr', 'gracht'],
  ['kd', 'kade'],
  ['dk', 'dyk'],
  ['stg', 'steeg'],
];

/**
 * Columns behind the BRP's codes of data under investigation, by category and group + element (Logisch Ontwerp BRP).
 * What is not stored (places, countries, titles) has no column, so its codes mark nothing.
 */
const PERSON_COLUMNS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '01': {
    '0120': ['bsn_token'],
    '0210': ['given_names'],
    '0230': ['surname_prefix'],
    '0240': ['surname'],
    '0310': ['birth_date'],
    '6110': ['name_use'],
  },
  '05': { '0230': ['partner_surname_prefix'], '0240': ['partner_surname'] },
  '07': { '6710': ['suspension'], '6720': ['suspension'], '7010': ['secrecy'] },
};

const ADDRESS_COLUMNS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '08': {
    '1010': ['role'],
    '1030': ['valid_from'],
    '1110': ['street'],
    '1115': ['street'],
    '1120': ['house_number'],
    '1130': ['house_letter'],
    '1140': ['house_addition'],
    '1160': ['postcode'],
    '1170': ['town'],
    '1180': ['dwelling_id'],
    '1190': ['number_id'],
  },
};

/** Established not to live at the address: nothing about it may be relied upon. */
const NOT_LIVING_THERE = '089999';

/**
 * The columns that codes such as `010000` (category), `010200` (group) or `010240` (element) put under
 * investigation, sorted. `codes`: as `parseInResearchCodes` gives them. R12.
 */
export function inResearchColumns(codes: readonly (string | null)[]): {
  readonly person: string[];
  readonly address: string[];
} {
  if (codes.every((cell) => cell === null)) return NONE;
  const all = codes.flatMap((cell) => cell?.split(',') ?? []);
  return { person: columnsOf(all, PERSON_COLUMNS), address: columnsOf(all, ADDRESS_COLUMNS) };
}

/** As it is of nearly everybody. */
const NONE = { person: [], address: [] };

function columnsOf(
  codes: readonly string[],
  categories: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
): string[] {
  const columns = new Set<string>();
  for (const code of codes) {
    const rest = code === NOT_LIVING_THERE ? '0000' : code.slice(2);
    for (const [element, names] of Object.entries(categories[code.slice(0, 2)] ?? {}))
      if (covers(rest, element)) for (const name of names) columns.add(name);
  }
  return [...columns].sort();
}

const covers = (code: string, element: string): boolean =>
  code === '0000' || code === element || (code.endsWith('00') && code.slice(0, 2) === element.slice(0, 2));

/**
 * Fields of the Algoritmeregister's publication standard 1.0.0 (MinBZK, Algoritmeregister Publicatiestandaard, in the order
 * of its chapters). `mandatory`: the register refuses a record without; `shown`: the site shows it as not filled in, so
 * this program does not hand in without either.
 */
export type RecordField = {
  readonly name: string;
  readonly needed: 'mandatory' | 'shown' | 'no';
  readonly longest?: number;
  readonly oneOf?: readonly string[];
  readonly form?: RegExp;
};

const URL_FORM = /^https:\/\/\S+$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const TEXT = 2500;

export const RECORD_FIELDS: readonly RecordField[] = [
  { name: 'naam', needed: 'mandatory', longest: 100 },
  { name: 'korte_omschrijving', needed: 'mandatory', longest: 350 },
  { name: 'organisatie', needed: 'mandatory', longest: 100 },
  { name: 'thema', needed: 'shown' },
  { name: 'status', needed: 'mandatory', oneOf: ['In ontwikkeling', 'In gebruik', 'Buiten gebruik'] },
  { name: 'begindatum', needed: 'shown', form: MONTH },
  { name: 'einddatum', needed: 'no', form: MONTH },
  { name: 'contactgegevens', needed: 'mandatory', form: /^(https:\/\/\S+|[^\s@]+@[^\s@]+\.[^\s@]+)$/ },
  { name: 'link_publiekspagina', needed: 'no', form: URL_FORM },
  {
    name: 'publicatiecategorie',
    needed: 'mandatory',
    oneOf: ['Hoog-risico AI-systemen', 'Impactvolle algoritmes', 'Overige algoritmes'],
  },
  { name: 'link_bronregistratie', needed: 'no', form: URL_FORM },
  { name: 'doel_en_impact', needed: 'shown', longest: TEXT },
  { name: 'afwegingen', needed: 'shown', longest: TEXT },
  { name: 'menselijke_tussenkomst', needed: 'shown', longest: TEXT },
  { name: 'risicobeheer', needed: 'shown', longest: TEXT },
  { name: 'wettelijke_basis', needed: 'no', longest: TEXT },
  { name: 'link_wettelijke_basis', needed: 'shown', form: URL_FORM },
  { name: 'titel_wettelijke_basis', needed: 'no', longest: 100 },
  { name: 'verwerkingsregister', needed: 'no', form: URL_FORM },
  { name: 'impacttoetsen', needed: 'shown' },
  { name: 'link_impacttoets', needed: 'no', form: URL_FORM },
  { name: 'toelichting_impacttoetsen', needed: 'no', longest: TEXT },
  { name: 'gegevens', needed: 'shown', longest: TEXT },
  { name: 'link_gegevensbron', needed: 'no', form: URL_FORM },
  { name: 'titel_gegevensbron', needed: 'no', longest: 500 },
  { name: 'technische_werking', needed: 'shown', longest: 5000 },
  { name: 'leverancier', needed: 'shown', longest: 200 },
  { name: 'link_broncode', needed: 'no', form: URL_FORM },
  { name: 'taal', needed: 'mandatory', oneOf: ['nld'] },
  { name: 'schema', needed: 'mandatory', oneOf: ['1.0.0'] },
  { name: 'bron_id', needed: 'no', longest: 100 },
  { name: 'zoektermen', needed: 'no', longest: TEXT },
];

/** The value of every field, in the standard's order; empty where there is none. */
export type RegisterRecord = Readonly<Record<string, string>>;

/** What keeps a record from being handed in, one line per field; empty when nothing does (R29). */
export function recordProblems(record: RegisterRecord): string[] {
  const known = new Set(RECORD_FIELDS.map((field) => field.name));
  const unknown = Object.keys(record).filter((name) => !known.has(name));
  return [
    ...unknown.map((name) => `${name}: is no field of the standard`),
    ...RECORD_FIELDS.flatMap((field) => problemsOf(field, record[field.name] ?? '')),
  ];
}

function problemsOf({ name, needed, longest, oneOf, form }: RecordField, value: string): string[] {
  if (value.trim() === '') return needed === 'no' ? [] : [`${name}: is missing`];
  const found: string[] = [];
  if (longest !== undefined && value.length >= longest)
    found.push(`${name}: has ${value.length} characters, and must stay under ${longest}`);
  if (oneOf && !oneOf.includes(value)) found.push(`${name}: must be one of ${oneOf.join(', ')}`);
  if (form && !form.test(value)) found.push(`${name}: has not the form that the standard asks for`);
  if (/[\n\r•]/.test(value))
    found.push(`${name}: holds line breaks or bullets, which the register does not take`);
  return found;
}

import { parsePersonName } from '#schemas/values/person-name.ts';
import { parsePhone } from '#schemas/values/phone.ts';
import type { Content } from './record-draft.ts';
import type { RecordMaker } from './record-maker.ts';
import { type Row, textOf } from './row.ts';
import type { Notes } from './tally.ts';

/** Somebody who has a part in what a row tells: a person or a company, and what is known of it. */
export type Party = { readonly kind: 'person' | 'company'; readonly content: Content };

/** The party whose columns begin with `<prefix>_`; undefined where the row names nobody there. */
export function partyOf(row: Row, prefix: string, make: RecordMaker, notes: Notes): Party | undefined {
  const company = companyOf(row, prefix);
  if (!company || textOf(row, `${prefix}_bsn`) === null) return company ?? personOf(row, prefix, make, notes);
  // Somebody with a one-man business: what stands as its number may be their BSN.
  notes.add(PERSON_AND_COMPANY);
  return personOf(row, prefix, make, notes);
}

const PERSON_AND_COMPANY = {
  code: 'party_both',
  message: 'somebody has a BSN and a company number; the person was taken and the number left out',
};

/** Legal forms that give a company away where its number is missing. */
const LEGAL_FORM =
  /(?:^|\s)(?:b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|stichting|holding|vereniging|maatschap)(?=\s|$)/i;

function companyOf(row: Row, prefix: string): Party | undefined {
  const name = textOf(row, `${prefix}_name`);
  const kvkNumber = textOf(row, `${prefix}_kvk_number`);
  const rsin = textOf(row, `${prefix}_rsin`);
  const known = kvkNumber !== null || rsin !== null || (name !== null && LEGAL_FORM.test(name));
  if (!known) return undefined;
  const content = { company_name: name, kvk_number: kvkNumber };
  return { kind: 'company', content: rsin === null ? content : { ...content, rsin } };
}

/** The same where it can only be a person. */
export function personOf(row: Row, prefix: string, make: RecordMaker, notes: Notes): Party | undefined {
  const name = parsePersonName(textOf(row, `${prefix}_name`) ?? '');
  const phone = parsePhone(textOf(row, `${prefix}_phone`) ?? '');
  for (const parsed of [name, phone]) if (!parsed.ok) notes.add(parsed);
  const content = {
    ...(name.ok ? name.value : null),
    birth_date: textOf(row, `${prefix}_birth_date`),
    bsn_token: make.bsnToken(textOf(row, `${prefix}_bsn`)),
    phone: phone.ok ? phone.value : null,
  };
  const known = content.surname !== undefined || content.bsn_token !== null || content.phone !== null;
  return known ? { kind: 'person', content } : undefined;
}

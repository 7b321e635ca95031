import { type Parsed, bad, good } from '#schemas/values/parsed.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * A person of the Haal Centraal BRP API, made ready for the contract's mapping: of the partners the present one, or
 * else the last, becomes `partner`, because *naamgebruik* speaks of that name. Version 2 of the API writes dates and
 * investigations as objects; it is refused, as notes of investigation would be lost (R12).
 */
export function prepareBrpPerson(person: Members): Parsed<Members> {
  if (
    isObject(memberOf(person.geboorte, 'datum')) ||
    isObject(memberOf(person.verblijfplaats, 'verblijfadres'))
  )
    return bad(
      'brp_api_version',
      'this is version 2 of the BRP API, which is not supported; deliver the version with dates as jjjjmmdd',
    );
  const partners = Array.isArray(person.partners) ? person.partners.filter(isObject) : [];
  const endOf = (partner: Members): string => {
    const end = memberOf(partner.ontbindingHuwelijkPartnerschap, 'datum');
    return typeof end === 'string' ? end : PRESENT;
  };
  const [latest] = partners.toSorted((left, right) => (endOf(left) < endOf(right) ? 1 : -1));
  return good(latest ? { ...person, partner: latest } : person);
}

/** Sorts behind every date. */
const PRESENT = '99999999';

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const memberOf = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

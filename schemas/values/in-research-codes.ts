import { type Parsed, UNKNOWN, bad, good } from './parsed.ts';

/**
 * BRP *aanduiding gegevens in onderzoek*: codes of six digits, category + group + element (`010000` a category,
 * `010100` a group, `010120` a single element; Logisch Ontwerp BRP, element 83.10), several divided by a comma or
 * space. Gives them sorted and joined by commas.
 */
export function parseInResearchCodes(cell: string): Parsed<string | null> {
  const codes = cell.split(/[\s,|]+/).filter((code) => code !== '' && code !== '000000');
  if (codes.length === 0) return UNKNOWN;
  if (codes.some((code) => !/^\d{6}$/.test(code)))
    return bad(
      'in_research_form',
      'a code of data under investigation has 6 digits, such as 081120; correct it at the source',
    );
  return good([...new Set(codes)].sort().join(','));
}

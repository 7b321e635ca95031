import { type Parsed, UNKNOWN, bad, good } from './parsed.ts';

/**
 * Activities of a company (CBS, Standaard Bedrijfsindeling 2008): two to five digits each, points don't matter; the
 * main one first. Several are divided by `|`, comma, semicolon or space. Gives them divided by `|`.
 */
export function parseSbiCodes(cell: string): Parsed<string | null> {
  const codes = cell
    .split(/[|,;\s]+/)
    .map((code) => code.replaceAll('.', ''))
    .filter((code) => code !== '');
  if (codes.length === 0) return UNKNOWN;
  return codes.every((code) => /^\d{2,5}$/.test(code))
    ? good([...new Set(codes)].join('|'))
    : bad('sbi_form', 'an SBI code has two to five digits; divide several by |');
}

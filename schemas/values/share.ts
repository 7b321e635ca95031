import { parseDecimal } from './number.ts';
import { type Parsed, UNKNOWN, bad, good } from './parsed.ts';

/** A part of a whole, 0 to 1: `1/2` as the Kadaster writes it, `50%`, `0,5`, `1`. */
export function parseShare(cell: string): Parsed<number | null> {
  const text = cell.trim();
  if (text === '') return UNKNOWN;
  const fraction = /^(\d{1,9})\s*\/\s*(\d{1,9})$/.exec(text);
  if (fraction) return between(Number(fraction[1]) / Number(fraction[2]));
  const percent = /^(.+?)\s*%$/.exec(text);
  const parsed = parseDecimal(percent?.[1] ?? text);
  if (!parsed.ok || parsed.value === null) return NOT_A_SHARE;
  return between(percent ? parsed.value / 100 : parsed.value);
}

const NOT_A_SHARE = bad('share_form', 'this is not a share; write it as 1/2 or 50%');

const between = (share: number): Parsed<number> =>
  share > 0 && share <= 1
    ? good(share)
    : bad('share_range', 'a share is more than nothing and at most the whole; correct it at the source');

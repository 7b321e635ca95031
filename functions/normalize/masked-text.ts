import { passesElevenTest } from '#schemas/values/bsn.ts';
import type { Notes } from './tally.ts';

/** Free text without BSNs: nine digits that pass the eleven-test give way to `[BSN]` (R14). */
export function maskedText(text: string | null, notes: Notes): string | null {
  if (text === null) return null;
  return text.replace(NINE_DIGITS, (digits) => {
    if (!passesElevenTest(digits.replaceAll(/\D/g, ''))) return digits;
    notes.add(MASKED);
    return '[BSN]';
  });
}

/** Also as people write it: `123 456 782`, `1234.56.782`. */
const NINE_DIGITS =
  /(?<!\d)\d{9}(?!\d)|(?<!\d)\d{3}[ .]\d{3}[ .]\d{3}(?!\d)|(?<!\d)\d{4}\.\d{2}\.\d{3}(?!\d)/g;

const MASKED = {
  code: 'bsn_masked',
  message: 'a BSN stood in free text and was masked; deliver BSNs in their own column only',
};

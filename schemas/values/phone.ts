import { type Parsed, UNKNOWN, bad, good } from './parsed.ts';

/**
 * A phone number in E.164 (ITU-T E.164): `06-12345678`, `0031 6 12345678`, `+31 (0)6 12345678` → `+31612345678`.
 * Without a country it is Dutch, 10 digits with the leading 0 (Nummerplan telefoon- en ISDN-diensten).
 */
export function parsePhone(text: string): Parsed<string | null> {
  const trimmed = text.trim();
  if (trimmed === '') return UNKNOWN;
  if (!/^\+?[\d\s().\-/]+$/.test(trimmed)) return NOT_A_PHONE;
  const compact = trimmed.replace('(0)', '').replace(/[^\d+]/g, '');
  if (/^[0+]*$/.test(compact)) return UNKNOWN;
  const international = compact.startsWith('00') ? `+${compact.slice(2)}` : compact;
  if (international.startsWith('+31')) {
    const national = international.slice(3).replace(/^0/, '');
    return /^[1-9]\d{8}$/.test(national) ? good(`+31${national}`) : NOT_A_PHONE;
  }
  if (international.startsWith('+'))
    return /^\+[1-9]\d{6,14}$/.test(international) ? good(international) : NOT_A_PHONE;
  if (/^0[1-9]\d{8}$/.test(international)) return good(`+31${international.slice(1)}`);
  // A spreadsheet ate the 0 of a mobile number.
  return /^6\d{8}$/.test(international) ? good(`+31${international}`) : NOT_A_PHONE;
}

const NOT_A_PHONE = bad('phone_form', 'this is not a phone number; write it as 0612345678 or +31612345678');

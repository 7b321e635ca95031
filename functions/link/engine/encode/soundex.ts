const DIGITS: ReadonlyMap<string, string> = new Map(
  Object.entries({ 1: 'bfpv', 2: 'cgjkqsxz', 3: 'dt', 4: 'l', 5: 'mn', 6: 'r' }).flatMap(([digit, letters]) =>
    letters.split('').map((letter): [string, string] => [letter, digit]),
  ),
);

/**
 * American Soundex of the letters a to z in a folded text (US National Archives, "The Soundex Indexing System"): a
 * letter and three digits; letters of one digit beside each other, or with h or w between them, count once.
 */
export function soundex(folded: string): string {
  const letters = folded.replace(/[^a-z]/g, '');
  let code = letters.charAt(0);
  let last = DIGITS.get(code) ?? '';
  for (const letter of letters.slice(1)) {
    if (letter === 'h' || letter === 'w') continue;
    const digit = DIGITS.get(letter) ?? '';
    if (digit !== '' && digit !== last) code += digit;
    last = digit;
    if (code.length === 4) break;
  }
  return code === '' ? '' : code.padEnd(4, '0');
}

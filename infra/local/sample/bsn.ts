const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2];

/**
 * Numbers from 900000000 on that pass the eleven-test (weights 9 8 7 6 5 4 3 2 −1), each once. Numbers that begin with
 * a 9 lie outside what is handed out; the official test persons have 9999… likewise.
 */
export function* fictitiousBsns(): Generator<string, never> {
  for (let body = 90_000_000; ; body += 1) {
    const digits = String(body);
    const check =
      WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits.charAt(index)), 0) % 11;
    // A remainder of 10 has no check digit.
    if (check < 10) yield `${digits}${check}`;
  }
}

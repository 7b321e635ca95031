/**
 * Jaro-Winkler similarity, 0 to 1. Winkler (1990), "String Comparator Metrics and Enhanced Decision Rules in the
 * Fellegi-Sunter Model of Record Linkage": Jaro's similarity plus p = 0.1 for each of the first ≤ 4 equal letters.
 */
export function jaroWinkler(a: string, b: string): number {
  const similarity = jaro(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return similarity + prefix * 0.1 * (1 - similarity);
}

function jaro(a: string, b: string): number {
  if (a === b) return 1;
  if (a === '' || b === '') return 0;
  const window = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const takenB = new Uint8Array(b.length);
  const matchedA: string[] = [];
  for (let i = 0; i < a.length; i++) {
    const to = Math.min(b.length, i + window + 1);
    for (let j = Math.max(0, i - window); j < to; j++) {
      if (takenB[j] === 1 || a[i] !== b[j]) continue;
      takenB[j] = 1;
      matchedA.push(b.charAt(j));
      break;
    }
  }
  const matches = matchedA.length;
  if (matches === 0) return 0;
  let halfTranspositions = 0;
  let next = 0;
  for (let j = 0; j < b.length; j++) {
    if (takenB[j] !== 1) continue;
    if (b[j] !== matchedA[next]) halfTranspositions += 1;
    next += 1;
  }
  return (matches / a.length + matches / b.length + (matches - halfTranspositions / 2) / matches) / 3;
}

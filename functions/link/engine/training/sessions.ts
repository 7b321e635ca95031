/** What is known of a comparison before m is learned. */
export type Evidence = {
  /** P(exact | two others). */
  readonly u: number;
  /** Share of pairs in which both records know the field. */
  readonly known: number;
  /** Whether pairs can be found by its level of exact agreement. */
  readonly blocks: boolean;
};

export type Session = { readonly comparisons: readonly number[]; readonly expectedMatches: number };

/** m of exact agreement, as long as it is not known. */
const LIKELY_EXACT = 0.8;
/** Expected share of matches in a session's pairs below which EM finds whatever else makes records alike. */
const LEAST_DENSITY = 0.005;
const LEAST_MATCHES = 5;
const MOST_SESSIONS = 9;
/** Sessions that should speak of each comparison: a median of three outvotes one that went astray. */
const SESSIONS_EACH = 3;

/**
 * Chooses the rules whose pairs m is learned on: exact agreement of one, two or three fields, of which enough pairs
 * can be expected to match. Rules of one field first, then what is needed so that every comparison is spoken of by
 * three sessions that do not block on it; the denser in matches the earlier.
 */
export function chooseSessions(evidence: readonly Evidence[], pairs: number, prior: number): Session[] {
  const candidates = combinations(evidence.flatMap(({ blocks }, c) => (blocks ? [c] : [])))
    .map((comparisons) => {
      const of = comparisons.map((c) => evidence[c] ?? { u: 1, known: 1, blocks: false });
      const known = of.reduce((share, each) => share * each.known, pairs);
      const expectedMatches = of.reduce((share) => share * LIKELY_EXACT, known * prior);
      const chance = of.reduce((share, each) => share * each.u, known);
      return { comparisons, expectedMatches, density: expectedMatches / (expectedMatches + chance) };
    })
    .filter((each) => each.density >= LEAST_DENSITY && each.expectedMatches >= LEAST_MATCHES)
    .toSorted((a, b) => a.comparisons.length - b.comparisons.length || b.density - a.density);
  const spoken = evidence.map(() => 0);
  const chosen: Session[] = [];
  for (const { comparisons, expectedMatches } of candidates) {
    const needed = spoken.some((times, c) => times < SESSIONS_EACH && !comparisons.includes(c));
    if ((!needed && comparisons.length > 1) || chosen.length === MOST_SESSIONS) continue;
    chosen.push({ comparisons, expectedMatches });
    for (const [c, times] of spoken.entries()) if (!comparisons.includes(c)) spoken[c] = times + 1;
  }
  return chosen;
}

function combinations(items: readonly number[]): number[][] {
  const found: number[][] = [];
  for (const [i, a] of items.entries()) {
    found.push([a]);
    for (const [j, b] of items.entries()) {
      if (j <= i) continue;
      found.push([a, b]);
      for (const c of items.slice(j + 1)) found.push([a, b, c]);
    }
  }
  return found;
}

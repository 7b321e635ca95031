import type { Learned } from './expectation-maximisation.ts';
import type { Shape } from './shape.ts';

type Session = Pick<Learned, 'm' | 'seen'>;

/** Expected matches from which on a session's m is taken seriously. */
const LEAST_SEEN = 10;
/** A session may find exact agreement so much rarer than the session that finds most, relative to the best session. */
const AS_GOOD = 0.58;
/** Fields of which matches agree less often tell nothing about a session. */
const USUALLY = 0.5;

/**
 * Sessions that found matches, not something else that makes records alike: EM on pairs of one address may take
 * households for matches, and then finds that given names and dates of birth hardly agree. What other sessions find
 * to agree nearly always, agrees among matches of any session; one in which it does not is left out.
 */
export function agreeingSessions<S extends Session>(sessions: readonly S[], shapes: readonly Shape[]): S[] {
  const most = shapes.map((shape, c) =>
    Math.max(
      0,
      ...sessions.map((session) => (seenOf(session, c) < LEAST_SEEN ? 0 : agreement(session, c, shape))),
    ),
  );
  const coherence = sessions.map((session) => {
    const ratios = shapes.flatMap((shape, c) => {
      const usual = most[c] ?? 0;
      const tells = usual >= USUALLY && session.m[c] && seenOf(session, c) >= LEAST_SEEN;
      return tells ? [agreement(session, c, shape) / usual] : [];
    });
    return ratios.length === 0 ? 0 : Math.min(...ratios);
  });
  const best = Math.max(0, ...coherence);
  return best === 0 ? [] : sessions.filter((_, s) => (coherence[s] ?? 0) >= AS_GOOD * best);
}

/** Share of matches at any level but the last. */
const agreement = (session: Session, c: number, { groups }: Shape): number =>
  1 - (session.m[c]?.[groups.length - 1] ?? 1);

const seenOf = (session: Session, c: number): number =>
  (session.seen[c] ?? []).reduce((all, seen) => all + seen, 0);

import type { PatternStore } from '#ports';
import type { StoredPattern } from '#schemas/stored-pattern.ts';
import { checkedPattern, type Pattern } from '../library.ts';

/**
 * The shipped patterns and the analysts' beside them. `retired` ones only where a query of theirs may still be under way.
 * Pure. Throws SyntaxError for a stored text that passes the checks no more: a library with a fault in it is not used.
 */
export function joinLibrary(
  shipped: readonly Pattern[],
  stored: readonly StoredPattern[],
  states: readonly StoredPattern['state'][] = ['approved'],
): Pattern[] {
  const taken = new Set<string>(shipped.map(({ dossier }) => dossier.id));
  const joined = [...shipped];
  // Of several versions of one pattern the one in use counts, else the newest.
  const inOrder = stored
    .filter(({ state }) => states.includes(state))
    .toSorted((left, right) => rank(right) - rank(left) || right.version - left.version);
  for (const each of inOrder) {
    if (taken.has(each.id)) continue;
    taken.add(each.id);
    joined.push(checkedPattern(`${each.id}.sql`, each.text));
  }
  return joined.sort((left, right) => (left.dossier.id < right.dossier.id ? -1 : 1));
}

const rank = ({ state }: StoredPattern): number => (state === 'approved' ? 1 : 0);

/** The library as it stands now. */
export const wholeLibrary = async (
  shipped: readonly Pattern[],
  patterns: Pick<PatternStore, 'all'>,
  states?: readonly StoredPattern['state'][],
): Promise<Pattern[]> => joinLibrary(shipped, await patterns.all(), states);

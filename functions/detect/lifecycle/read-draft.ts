import { Failure } from '#schemas/failures.ts';
import { checkedPattern, type Pattern } from '../library.ts';
import { foreignReads } from './reads-only.ts';

/** What `new` leaves to be filled in. */
export const PLACEHOLDER = /<[^<>\n]{3,}>/;

/**
 * A draft as a pattern, after every check that the library's own pass: dossier (R16), forbidden features (R15), what it
 * reads (R2, R49). `today` is the day on which it must still be valid. Throws Failure('RuleViolated') or
 * Failure('InvalidRequest') saying what is wrong.
 */
export function readDraft(
  text: string,
  { library, today }: { readonly library: readonly Pattern[]; readonly today: string },
): Pattern {
  const id = /^-- id: (\S+)/m.exec(text)?.[1] ?? 'draft';
  const header = text.split('\n').filter((line) => line.startsWith('--'));
  const unfilled = header.find((line) => PLACEHOLDER.test(line));
  if (unfilled !== undefined) throw new Failure('RuleViolated', `R16: fill in «${unfilled.trim()}»`);
  const draft = parsed(id, text);
  const foreign = foreignReads(draft.sql);
  if (foreign.length > 0)
    throw new Failure('RuleViolated', `R49: a pattern does not read ${foreign.join(', ')}`);
  if (draft.dossier.expires < today)
    throw new Failure('RuleViolated', `R16: the dossier expired on ${draft.dossier.expires}`);
  const known = new Set([id, ...library.map(({ dossier }) => dossier.id)]);
  const unknown = draft.dossier.explains.filter((each) => !known.has(each));
  if (unknown.length > 0)
    throw new Failure('InvalidRequest', `explains ${unknown.join(', ')}, which is no pattern of the library`);
  return draft;
}

function parsed(id: string, text: string): Pattern {
  try {
    return checkedPattern(`${id}.sql`, text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Failure(error.message.includes('R15') ? 'RuleViolated' : 'InvalidRequest', error.message, {
      cause: error,
    });
  }
}

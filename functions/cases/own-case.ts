import type { CaseFiles } from '#ports';
import type { Actor } from '#schemas/actor.ts';
import type { CaseFile } from '#schemas/case-file.ts';
import { Failure } from '#schemas/failures.ts';

/**
 * A team's own case with what is in it. Throws Failure('NotFound') for a case that is not there and, in the same words,
 * for another team's (R45).
 */
export async function ownCase(
  asked: { readonly actor: Actor; readonly case_id: string },
  { files }: { readonly files: Pick<CaseFiles, 'file'> },
): Promise<CaseFile> {
  const file = await files.file(asked.case_id);
  if (file?.case.team !== asked.actor.team) throw notFound('case', asked.case_id);
  return file;
}

/** One of a case's parts by its id. Throws Failure('NotFound') likewise. */
export function partIn<Part>(
  parts: readonly Part[],
  what: string,
  id: string,
  idOf: (part: Part) => string,
): Part {
  const found = parts.find((part) => idOf(part) === id);
  if (!found) throw notFound(what, id);
  return found;
}

export const notFound = (what: string, id: string): Failure =>
  new Failure('NotFound', `there is no ${what} ${id}`);

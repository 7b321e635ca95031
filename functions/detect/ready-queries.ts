import { loadLibrary, type Pattern } from './library.ts';

/** A pattern as analysts find it in the workgroup: it runs on the plain names, at the pointer. */
export type ReadyPattern = {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
};

/** What analysts are shown of a pattern. */
export const readyPattern = ({ dossier, sql }: Pattern): ReadyPattern => ({
  name: dossier.id,
  description: `${dossier.title_en} (${dossier.theme}, ${dossier.direction}, until ${dossier.expires})`,
  sql,
});

/** Every pattern of the library, for the workgroup's named queries. */
export const readyPatterns = (): ReadyPattern[] => loadLibrary().map(readyPattern);

import { Dossier } from '#schemas/pattern.ts';

/** A line of the header that opens a key: `-- key: text`. */
const KEYED = /^-- ([a-z_]+):(?: (.*))?$/;
/** A line that goes on with the text of the key above it: two or more further spaces. */
const CONTINUED = /^-- {3,}(\S.*)$/;
const LISTS: readonly string[] = ['sources', 'explains', 'reads'];
const NUMBERS: readonly string[] = ['version', 'weight'];

export type PatternText = { readonly dossier: Dossier; readonly sql: string };

/**
 * Splits a pattern file into its dossier (the comment lines at its head) and its query. Strict: an unknown, missing,
 * repeated or empty key, or a header line of another form, is an error that names file and line.
 */
export function parsePattern(file: string, text: string): PatternText {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('--'));
  if (end <= 0) throw new SyntaxError(`${file}: begins with no dossier`);
  const dossier = Dossier.safeParse(typed(readHeader(file, lines.slice(0, end))));
  if (!dossier.success) {
    const issues = dossier.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new SyntaxError(`${file}: the dossier does not fit: ${issues.join('; ')}`);
  }
  if (`${dossier.data.id}.sql` !== file)
    throw new SyntaxError(
      `${file}: the dossier's id is ${dossier.data.id}; file and id must be the same word`,
    );
  const sql = lines.slice(end).join('\n').trim();
  if (sql === '') throw new SyntaxError(`${file}: has no query`);
  if (sql.includes(';')) throw new SyntaxError(`${file}: holds one query, without a semicolon`);
  return { dossier: dossier.data, sql };
}

function readHeader(file: string, lines: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  let key: string | undefined;
  for (const [index, line] of lines.entries()) {
    const [, name, text = ''] = KEYED.exec(line) ?? [];
    const more = CONTINUED.exec(line)?.[1];
    if (name !== undefined) {
      if (found.has(name)) throw new SyntaxError(`${file}:${index + 1}: ${name} stands twice`);
      found.set(name, text.trim());
      key = name;
    } else if (more !== undefined && key !== undefined) {
      found.set(key, `${found.get(key) ?? ''} ${more.trim()}`.trim());
    } else {
      throw new SyntaxError(`${file}:${index + 1}: is neither «-- key: text» nor a continuation of one`);
    }
  }
  return found;
}

/** Texts as the types that the schema asks for; `-` says that there is none. */
function typed(header: ReadonlyMap<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    [...header].map(([key, text]) => {
      if (LISTS.includes(key)) return [key, text === '-' ? [] : text.split(',').map((word) => word.trim())];
      if (NUMBERS.includes(key)) return [key, text === '' ? Number.NaN : Number(text)];
      return [key, text === '-' ? null : text];
    }),
  );
}

import { Failure } from '#schemas/failures.ts';

/** Group of every attribute, per address number id of the register (BAG). */
export type AuditAttributes = {
  readonly attributes: readonly string[];
  readonly groupsOf: ReadonlyMap<string, Readonly<Record<string, string>>>;
};

const KEY = 'nummeraanduiding';
const NUMBER_ID = /^\d{16}$/;
const NAME = /^[a-z][a-z0-9_]{1,40}$/;
const GROUP = /^[A-Za-z0-9][A-Za-z0-9 ._+<>=-]{0,40}$/;

/**
 * The audit's file (R25): UTF-8, `;`-separated, no quotes. The header is `nummeraanduiding` and one column per attribute; a
 * row is an address number id of 16 digits and the code of its group in each, empty where it is not known. Codes, not
 * persons: an address stands in it once. Anything else is refused, with the line: throws Failure('InvalidRequest').
 */
export function parseAttributes(text: string): AuditAttributes {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const [header = '', ...rows] = lines;
  const [key, ...attributes] = header.split(';');
  if (key !== KEY) throw refused(1, `the header begins with ${KEY}`);
  if (attributes.length === 0) throw refused(1, 'the header names no attribute');
  const odd = attributes.find((name) => !NAME.test(name));
  if (odd !== undefined || new Set(attributes).size < attributes.length)
    throw refused(1, 'attributes are lower-case words, each once');
  const groupsOf = new Map<string, Record<string, string>>();
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    const [numberId = '', ...groups] = row.split(';');
    if (!NUMBER_ID.test(numberId)) throw refused(line, `${KEY} has 16 digits`);
    if (groupsOf.has(numberId)) throw refused(line, 'this address stands in it twice');
    if (groups.length !== attributes.length)
      throw refused(line, `${attributes.length + 1} columns are expected`);
    const known: Record<string, string> = {};
    for (const [at, name] of attributes.entries()) {
      const group = groups[at] ?? '';
      if (group === '') continue;
      if (!GROUP.test(group)) throw refused(line, `the group of ${name} is no code`);
      known[name] = group;
    }
    groupsOf.set(numberId, known);
  }
  return { attributes, groupsOf };
}

const refused = (line: number, why: string): Failure =>
  new Failure('InvalidRequest', `audit attributes, line ${line}: ${why}`);

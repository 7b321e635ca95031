import { takeApart } from './bound-values.ts';
import type { Relation } from './relations.ts';
import { parseStatement, type Statement } from './statement.ts';
import { boundStatement, openTemplate, type Template } from './template.ts';
import type { Pairs } from './unnest.ts';

/** A translation, and the names that it was made for. */
type Translation = {
  readonly relations: readonly Relation[];
  readonly names: readonly string[];
  readonly sql: string;
};

/** The views of every pattern come with every query, and a query's text is looked at when it comes and when it runs. */
const MOST_KEPT = 256;
const kept = new Map<string, Statement>();
const templates = new Map<string, Template>();

/**
 * {@link parseStatement} that knows the latest statements again. What is kept of one is its text and its translations;
 * its tree, a hundred times that, goes when it has been translated, and is made again where an error needs a position.
 */
export function knownStatement(sql: string): Statement {
  return latest(kept, sql, () => bound(sql) ?? remembering(sql));
}

/** A pattern comes again with every version, and differs by its number only. */
function bound(sql: string): Statement | undefined {
  const apart = takeApart(sql);
  if (apart === undefined) return undefined;
  try {
    const template = latest(templates, apart.template, () => openTemplate(apart.template));
    return boundStatement(sql, template, apart);
  } catch {
    return undefined; // What is wrong with it, its own text tells.
  }
}

function latest<Kept>(among: Map<string, Kept>, key: string, make: () => Kept): Kept {
  const known = among.get(key) ?? make();
  among.delete(key);
  among.set(key, known);
  const [oldest] = among.keys();
  if (among.size > MOST_KEPT && oldest !== undefined) among.delete(oldest);
  return known;
}

function remembering(sql: string): Statement {
  let parsed: Statement | undefined = parseStatement(sql);
  const whole = (): Statement => (parsed ??= parseStatement(sql));
  const translations = new Map<Pairs, Translation>();
  return {
    sql,
    position: (at) => whole().position(at),
    columnPosition: (name, bare) => whole().columnPosition(name, bare),
    translate(place, pairs = 'map') {
      const before = translations.get(pairs);
      // Names hang on the catalogue, so they are asked for each time.
      if (before?.relations.map(place).every((name, index) => name === before.names[index]) === true)
        return before.sql;
      const relations: Relation[] = [];
      const names: string[] = [];
      const translated = whole().translate((relation) => {
        const name = place(relation);
        relations.push(relation);
        names.push(name);
        return name;
      }, pairs);
      translations.set(pairs, { relations, names, sql: translated });
      parsed = undefined;
      return translated;
    },
  };
}

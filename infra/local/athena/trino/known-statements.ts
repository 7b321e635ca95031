import type { Relation } from './relations.ts';
import { parseStatement, type Statement } from './statement.ts';
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

/**
 * {@link parseStatement} that knows the latest statements again. What is kept of one is its text and its translations;
 * its tree, a hundred times that, goes when it has been translated, and is made again where an error needs a position.
 */
export function knownStatement(sql: string): Statement {
  const known = kept.get(sql) ?? remembering(sql);
  kept.delete(sql);
  kept.set(sql, known);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
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

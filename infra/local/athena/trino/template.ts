import { quoteName } from '../engine/hive-type.ts';
import { type Apart, putBack } from './bound-values.ts';
import type { Relation } from './relations.ts';
import { parseStatement, type Statement } from './statement.ts';
import type { Pairs } from './unnest.ts';

/** A translation in which relations go by numbers and stand-ins stand for what the statement is bound to. */
type Translated = { readonly relations: readonly Relation[]; readonly sql: string };

/** A statement's text but for what it is bound to: translated once, however many versions it runs for. */
export type Template = { translated(pairs: Pairs): Translated };

const NAME = /"verband_relation_(\d+)_"/g;

/** Throws what {@link parseStatement} throws; places in such an error are those of the template. */
export function openTemplate(sql: string): Template {
  let parsed: Statement | undefined = parseStatement(sql);
  const known = new Map<Pairs, Translated>();
  return {
    translated(pairs) {
      const before = known.get(pairs);
      if (before !== undefined) return before;
      const relations: Relation[] = [];
      const translated = (parsed ?? parseStatement(sql)).translate(
        (relation) => `verband_relation_${relations.push(relation) - 1}_`,
        pairs,
      );
      // The tree is a hundred times the text.
      parsed = undefined;
      const made = { relations, sql: translated };
      known.set(pairs, made);
      return made;
    },
  };
}

/** The statement of a template and its values. What is wrong with it is told of its own text. */
export function boundStatement(sql: string, template: Template, apart: Apart): Statement {
  let whole: Statement | undefined;
  const own = (): Statement => (whole ??= parseStatement(sql));
  return {
    sql,
    position: (at) => own().position(at),
    columnPosition: (name, bare) => own().columnPosition(name, bare),
    translate(place, pairs = 'map') {
      const names: string[] = [];
      try {
        const { relations, sql: translated } = template.translated(pairs);
        for (const relation of relations)
          names.push(place({ ...relation, predicates: relation.predicates.map(bound) }));
        return putBack(translated, apart).replace(NAME, (whole_, index: string) => {
          const name = names[Number(index)];
          return name === undefined ? whole_ : quoteName(name);
        });
      } catch {
        return own().translate(place, pairs);
      }
    },
  };

  function bound(predicate: Relation['predicates'][number]): Relation['predicates'][number] {
    return { ...predicate, operands: predicate.operands.map((operand) => putBack(operand, apart)) };
  }
}

import { type Body, bodyOf, column, identifier, isRecord, list, named, nodeParts, spanStart } from './ast.ts';
import { type Predicate, predicatesOn } from './partition-predicates.ts';
import { QueryError } from './query-error.ts';

/** A table or view that a statement names; names in lower case. `at` is a character of the prepared text. */
export type Relation = {
  readonly catalog: string | undefined;
  readonly database: string | undefined;
  readonly table: string;
  readonly predicates: readonly Predicate[];
  readonly at: number;
};

/** Gives the name under which the engine knows a relation. Throws where there is none such. */
export type Place = (relation: Relation) => string;

type Scope = {
  readonly ctes: ReadonlySet<string>;
  readonly place: Place;
  readonly seen: Map<string, string>;
};

/**
 * Puts the engine's names in the place of the tables that a tree names: `analysis.entities` → `"…" AS entities`.
 * Names of common table expressions, which may hide a table, stay.
 */
export function placeRelations(tree: unknown, place: Place): unknown {
  const seen = new Map<string, string>();
  const placed = inScope(tree, { ctes: new Set(), place, seen }, undefined);
  return qualified(placed, seen);
}

function inScope(value: unknown, scope: Scope, select: Body | undefined): unknown {
  if (Array.isArray(value)) return value.map((each) => inScope(each, scope, select));
  if (!isRecord(value)) return value;
  const { kind, body } = nodeParts(value) ?? { kind: '', body: {} };
  if (kind === 'table') return { table: tableIn(body, scope, select) };
  if (kind === 'select') return { select: within(body, scope, body) };
  // A subquery's tables answer to its own WHERE, not to the one around it.
  if (kind === 'subquery' || kind === 'union' || kind === 'except' || kind === 'intersect')
    return { [kind]: within(body, scope, undefined) };
  return within(value, scope, select);
}

function within(body: Body, scope: Scope, select: Body | undefined): Body {
  const clause = isRecord(body['with']) ? body['with'] : undefined;
  if (clause === undefined) return members(body, scope, select);
  let ctes = new Set(scope.ctes);
  const definitions = list(clause['ctes']).map((definition) => {
    if (!isRecord(definition)) return definition;
    const name = identifier(definition['alias'])?.toLowerCase() ?? '';
    const inside = clause['recursive'] === true ? new Set([...ctes, name]) : ctes;
    const placed = {
      ...definition,
      this: inScope(definition['this'], { ...scope, ctes: inside }, undefined),
    };
    ctes = new Set([...ctes, name]);
    return placed;
  });
  const { with: _, ...rest } = body;
  return { ...members(rest, { ...scope, ctes }, select), with: { ...clause, ctes: definitions } };
}

function members(body: Body, scope: Scope, select: Body | undefined): Body {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, inScope(value, scope, select)]));
}

function tableIn(body: Body, scope: Scope, select: Body | undefined): Body {
  const table = identifier(body['name'])?.toLowerCase() ?? '';
  const database = identifier(body['schema'])?.toLowerCase();
  if (database === undefined && scope.ctes.has(table)) return body;
  const alias = identifier(body['alias']);
  const predicates = select === undefined ? [] : predicatesOn(select, alias ?? table);
  const catalog = identifier(body['catalog'])?.toLowerCase();
  if (catalog !== undefined && catalog !== 'awsdatacatalog')
    throw new QueryError('CATALOG_NOT_FOUND', `Catalog '${catalog}' does not exist`);
  const at = spanStart(body['catalog']) ?? spanStart(body['schema']) ?? spanStart(body['name']) ?? 0;
  const name = scope.place({ catalog, database, table, predicates, at });
  if (alias === undefined && database !== undefined) scope.seen.set(`${database}.${table}`, table);
  return {
    ...body,
    name: named(name),
    schema: null,
    catalog: null,
    alias: alias === undefined ? named(table) : body['alias'],
    alias_explicit_as: true,
  };
}

/** `database.table.column` → `table.column`, as the table now goes by its bare name. */
function qualified(tree: unknown, seen: ReadonlyMap<string, string>): unknown {
  if (seen.size === 0) return tree;
  if (Array.isArray(tree)) return tree.map((each) => qualified(each, seen));
  if (!isRecord(tree)) return tree;
  const dot = bodyOf(tree, 'dot');
  const path = bodyOf(dot?.['this'], 'column');
  const table = seen.get(`${identifier(path?.['table'])}.${identifier(path?.['name'])}`.toLowerCase());
  const field = identifier(dot?.['field']);
  if (table !== undefined && field !== undefined) return column(field, table);
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, qualified(value, seen)]));
}

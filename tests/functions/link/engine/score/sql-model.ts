import type { Comparison, Level, LevelTest } from '#link/engine/model/comparison.ts';
import type { Model } from '#link/engine/model/model.ts';

/**
 * A model as plain SQL for DuckDB, written from the definitions in the model's files and apart from the engine: table
 * `rows` has `row` and a text per field (null = unknown). Gives `l`, `r` and `bits` of every pair that blocking
 * brings together.
 */
export function sqlOf(model: Model): string {
  const fields = model.fields.map(({ name }) => name);
  const known = fields.map(
    (name) =>
      `${share(name)} AS ${quoted(`tf ${name}`)}, hex(encode(${quoted(name)})) AS ${quoted(`hex ${name}`)}`,
  );
  const prior = `log2(${model.prior}::DOUBLE / (1 - ${model.prior}::DOUBLE))`;
  return `
    WITH known AS (SELECT *, ${known.join(', ')} FROM rows),
    pairs AS (${model.blocking.map((_, index) => pairsOf(model, index)).join(' UNION ')})
    SELECT l.row AS l, r.row AS r, ${[prior, ...model.comparisons.map(bitsOf)].join(' + ')} AS bits
    FROM pairs JOIN known l ON l.row = pairs.l JOIN known r ON r.row = pairs.r
    ORDER BY 1, 2`;
}

const quoted = (name: string): string => `"${name}"`;
const left = (name: string): string => `l.${quoted(name)}`;
const right = (name: string): string => `r.${quoted(name)}`;

/** Rows that have a row's text ÷ rows that know the field. */
const share = (name: string): string =>
  `count(*) OVER (PARTITION BY ${quoted(name)}) / count(${quoted(name)}) OVER ()`;

function pairsOf({ blocking }: Model, index: number): string {
  const rule = blocking[index];
  if (!rule) return '';
  const key = rule.fields.map(quoted).join(', ');
  const sub = rule.subField === undefined ? 'NULL' : quoted(rule.subField);
  const blocks = `
    SELECT row, [${key}] AS key, ${sub} AS sub,
      count(*) OVER (PARTITION BY ${key}) AS size, count(*) OVER (PARTITION BY ${key}, ${sub}) AS cut
    FROM rows WHERE ${rule.fields.map((field) => `${quoted(field)} IS NOT NULL`).join(' AND ')}`;
  const most = rule.largestBlock;
  return `
    SELECT a.row AS l, b.row AS r FROM (${blocks}) a JOIN (${blocks}) b ON a.key = b.key AND a.row < b.row
    WHERE a.size <= ${most} OR (a.sub = b.sub AND a.cut <= ${most})`;
}

function bitsOf({ field, levels }: Comparison): string {
  const cases = levels.map((level) => {
    const holds = level.tests.map((test) => `coalesce(${sqlTest(test)}, false)`);
    return `WHEN ${holds.length > 0 ? holds.join(' AND ') : 'true'} THEN ${levelBits(level)}`;
  });
  return `CASE WHEN ${left(field)} IS NULL OR ${right(field)} IS NULL THEN 0 ${cases.join(' ')} END`;
}

function levelBits({ m, u, tests, termFrequency }: Level): string {
  const bits = `log2(${m}::DOUBLE / ${u}::DOUBLE)`;
  const exact = tests.find(({ test }) => test === 'exact');
  if (!termFrequency || !exact) return bits;
  const frequency = `greatest(${left(`tf ${exact.field}`)}, ${right(`tf ${exact.field}`)}, ${termFrequency.least})`;
  return `${bits} + ${termFrequency.share} * (log2(${u}::DOUBLE) - log2(${frequency}))`;
}

function sqlTest(test: LevelTest): string {
  const [a, b] = [left(test.field), right(test.field)];
  const [bytesA, bytesB] = [left(`hex ${test.field}`), right(`hex ${test.field}`)];
  switch (test.test) {
    case 'exact':
      return `${a} = ${b}`;
    case 'swapped': {
      const across = (one: string, two: string): string =>
        test.atLeast === undefined
          ? `${left(one)} = ${right(two)}`
          : `${similarity(one, two)} >= ${test.atLeast}`;
      const both = [across(test.field, test.other), across(test.other, test.field)];
      if (!test.orUnknown) return both.join(' AND ');
      const [one = '', two = ''] = both.map((each) => `(${each})`);
      return `coalesce(${one}, true) AND coalesce(${two}, true) AND (coalesce(${one}, false) OR coalesce(${two}, false))`;
    }
    case 'jaro_winkler':
      return `${similarity(test.field, test.field)} >= ${test.atLeast}`;
    case 'bigrams':
      return `(${a} = ${b} OR ${jaccard(bigrams(bytesA), bigrams(bytesB))} >= ${test.atLeast})`;
    case 'words':
      return `(${a} = ${b} OR ${jaccard(words(a), words(b))} >= ${test.atLeast})`;
    case 'edits':
      // DuckDB has the unrestricted distance only; up to 1 it is the same as optimal string alignment.
      if (test.atMost > 1) throw new Error('DuckDB has no optimal string alignment distance above 1');
      return `damerau_levenshtein(${a}, ${b}) <= ${test.atMost}`;
    case 'prefix':
      return `(starts_with(${a}, ${b}) OR starts_with(${b}, ${a})) AND least(strlen(${a}), strlen(${b})) >= ${test.shortest}`;
    case 'days':
      return `abs(date_diff('day', ${day(a)}, ${day(b)})) <= ${test.atMost}`;
    case 'date_within':
      return within(a, b);
    case 'number':
      return `abs(${number(a)} - ${number(b)}) <= ${test.atMost}`;
  }
}

/** DuckDB's own jaro_winkler_similarity adds the prefix above 0.7 only, hence the formula here. */
function similarity(one: string, two: string): string {
  const [a, b] = [left(`hex ${one}`), right(`hex ${two}`)];
  const jaro = `jaro_similarity(${left(one)}, ${right(two)})`;
  const begins = [1, 2, 3, 4].map(
    (bytes) =>
      `(least(strlen(${a}), strlen(${b})) >= ${2 * bytes} AND left(${a}, ${2 * bytes}) = left(${b}, ${2 * bytes}))::INT`,
  );
  return `(${jaro} + 0.1 * (${begins.join(' + ')}) * (1 - ${jaro}))`;
}

const bigrams = (hex: string): string =>
  `list_distinct(list_transform(range(0, strlen(${hex}) // 2 - 1), lambda i: substr(${hex}, 2 * i + 1, 4)))`;
const words = (text: string): string =>
  `list_distinct(list_filter(string_split(${text}, ' '), lambda word: word <> ''))`;
const jaccard = (a: string, b: string): string =>
  `(len(list_intersect(${a}, ${b})) / nullif(len(list_distinct(list_concat(${a}, ${b}))), 0))`;
const day = (text: string): string =>
  `CASE WHEN regexp_full_match(${text}, '[0-9]{8}') THEN try_strptime(${text}, '%Y%m%d') END`;
const number = (text: string): string =>
  `CASE WHEN regexp_full_match(${text}, '[+-]?[0-9]+([.,][0-9]+)?') THEN replace(${text}, ',', '.')::DOUBLE END`;

/** They agree on what both know, and one of them does not know the day or month. */
function within(a: string, b: string): string {
  const isDate = (text: string): string => `(${day(`replace(${text}, '00', '01')`)} IS NOT NULL)`;
  const part = (from: number): string =>
    [a, b].map((text) => `substr(${text}, ${from}, 2)`).join(' = ') +
    [a, b].map((text) => ` OR substr(${text}, ${from}, 2) = '00'`).join('');
  const isPartial = [a, b].map((text) => `substr(${text}, 7, 2) = '00'`).join(' OR ');
  return `${isDate(a)} AND ${isDate(b)} AND (${isPartial}) AND left(${a}, 4) = left(${b}, 4) AND (${part(5)}) AND (${part(7)})`;
}

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { wordsOf } from '#link/engine/auto/words-of.ts';
import { profileColumn } from '#link/engine/auto/profile-column.ts';
import { textPart } from '#link/engine/auto/text-parts.ts';
import { encode } from '#link/engine/encode/encode.ts';
import { levelOf } from '#link/engine/score/weigh-pair.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import { openPool } from '#link/engine/threads/pool.ts';

/**
 * How well the levels by which `--model auto` compares names (of persons, companies, ships) tell labelled pairs apart:
 * for each level, what taking it and all before it for a match gives. The file has columns `name1`, `name2`,
 * `is_match`, and if it likes `schema`, by which the figures are given too.
 */
const { values } = parseArgs({ options: { input: { type: 'string' } } });
if (values.input === undefined) throw new Error('name-pairs needs --input FILE.csv');
const Row = z.looseObject({
  name1: z.string(),
  name2: z.string(),
  is_match: z.enum(['true', 'false']),
  schema: z.string().default('all'),
});
const rows = z.array(Row).parse(parse(readFileSync(values.input), { columns: true }));

const table = tableOfRows(
  ['name'],
  rows.flatMap(({ name1, name2 }) => [[name1], [name2]]),
);
const [column] = table.columns;
if (!column) throw new Error('The file has no rows');
const pool = openPool(1);
const part = textPart(profileColumn(column, table.rows), wordsOf(column), 'names');
const encoded = await encode(table, part.fields, pool);
await pool.close();
const judged = rows.map(({ is_match: isMatch, schema }, i) => ({
  schema,
  isMatch: isMatch === 'true',
  level: levelOf(encoded, part.comparison, 2 * i, 2 * i + 1),
}));

/** Figures of taking levels up to `last` for a match. */
function figures(pairs: typeof judged, last: number) {
  const taken = pairs.filter(({ level }) => level >= 0 && level <= last);
  const right = taken.filter(({ isMatch }) => isMatch).length;
  const matches = pairs.filter(({ isMatch }) => isMatch).length;
  const wrong = taken.length - right + (matches - right);
  return {
    level: part.comparison.levels[last]?.label ?? '',
    taken: taken.length,
    precision: right / Math.max(1, taken.length),
    recall: right / Math.max(1, matches),
    f1: (2 * right) / Math.max(1, taken.length + matches),
    accuracy: 1 - wrong / pairs.length,
  };
}

const rounded = (value: string | number) =>
  typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value;
for (const schema of ['all', ...new Set(judged.map((each) => each.schema))]) {
  const pairs = judged.filter((each) => schema === 'all' || each.schema === schema);
  const all = part.comparison.levels.slice(0, -1).map((_, last) => figures(pairs, last));
  const best = all.toSorted((a, b) => b.f1 - a.f1)[0];
  console.log(
    `${schema}: ${pairs.length} pairs; best F1 ${best?.f1.toFixed(4)}, accuracy ${Math.max(...all.map((each) => each.accuracy)).toFixed(4)}, at "${best?.level}" and above`,
  );
  if (schema === 'all')
    console.table(
      all.map((each) =>
        Object.fromEntries(Object.entries(each).map(([key, value]) => [key, rounded(value)])),
      ),
    );
}

import { encode } from '#link/engine/encode/encode.ts';
import type { Encoded } from '#link/engine/encode/encoded.ts';
import type { Comparison, Level, LevelTest } from '#link/engine/model/comparison.ts';
import { Model } from '#link/engine/model/model.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import { openPool } from '#link/engine/threads/pool.ts';

/** A random number from 0 to 1 (Mulberry32); the same seed gives the same numbers. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const GIVEN = ['Jan', 'Johannes', 'Maria', 'Mária', 'Fatima', 'Annemarie', 'Anne Marie', 'J', 'Noor'];
const SURNAMES = [
  'Jansen',
  'Janssen',
  'de Vries',
  'van der Meer',
  'Yılmaz',
  'Bakker',
  'Bekker',
  'Wolfeschlegelsteinhausenbergerdorff genannt von und zu Hohenzollern-Sigmaringen Freiherr',
];
const COLUMNS = ['given', 'surname', 'born', 'street', 'amount'] as const;
export type Row = readonly (string | null)[];

/** Rows of few texts with mistakes, so that pairs of every level are among them. */
export function sampleRows(count: number, seed: number): Row[] {
  const next = random(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const pick = (texts: readonly string[]): string => texts[below(texts.length)] ?? '';
  const unknown = (text: string): string | null => (next() < 0.1 ? null : text);
  const mistaken = (text: string): string => {
    if (next() < 0.6 || text === '') return text;
    const at = below(text.length);
    const kind = below(4);
    if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
    if (kind === 1) return `${text.slice(0, at)}${pick(['a', 'e', 'x', 'é'])}${text.slice(at)}`;
    if (kind === 2)
      return `${text.slice(0, at)}${text.charAt(at + 1)}${text.charAt(at)}${text.slice(at + 2)}`;
    return `${text.slice(0, at)}q${text.slice(at + 1)}`;
  };
  const date = (): string => {
    const year = 1978 + below(2);
    const month = below(4);
    const day = month === 0 ? 0 : below(5);
    return `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
  };
  return Array.from({ length: count }, () => {
    const swapped = next() < 0.05;
    const [given, surname] = [mistaken(pick(GIVEN)), mistaken(pick(SURNAMES))];
    return [
      unknown(swapped ? surname : given),
      unknown(swapped ? given : surname),
      unknown(next() < 0.05 ? 'unclear' : date()),
      unknown(mistaken(pick(['Dorpsstraat 1 bis', 'Lange Dorpsstraat 1', 'Kerkweg 12', 'Weg naar Kerk 12']))),
      unknown(next() < 0.05 ? 'much' : (next() * 3).toFixed(2)),
    ];
  });
}

const level = (label: string, tests: LevelTest[], m: number, u: number): Level => ({ label, tests, m, u });
const comparison = (name: string, field: string, levels: Level[]): Comparison => ({
  name,
  field,
  levels: [...levels, level('else', [], 0.05, 0.9)],
  why: 'A sample.',
});

/** One comparison at least for each kind of test. */
export const COMPARISONS: readonly Comparison[] = [
  comparison('given', 'given', [
    {
      ...level('exact', [{ test: 'exact', field: 'given' }], 0.8, 0.02),
      termFrequency: { share: 0.9, least: 0.01 },
    },
    level('very close', [{ test: 'jaro_winkler', field: 'given', atLeast: 0.92 }], 0.1, 0.01),
    level('swapped', [{ test: 'swapped', field: 'given', other: 'surname' }], 0.1, 0.001),
    level('close', [{ test: 'jaro_winkler', field: 'given', atLeast: 0.8 }], 0.1, 0.03),
  ]),
  comparison('surname', 'surname', [
    level('close', [{ test: 'jaro_winkler', field: 'surname', atLeast: 0.9 }], 0.1, 0.03),
    level('bigrams', [{ test: 'bigrams', field: 'surname', atLeast: 0.5 }], 0.1, 0.06),
  ]),
  comparison('surname edits', 'surname', [
    {
      ...level('exact', [{ test: 'exact', field: 'surname' }], 0.7, 0.05),
      termFrequency: { share: 1, least: 0.001 },
    },
    level('one', [{ test: 'edits', field: 'surname', atMost: 1 }], 0.1, 0.02),
    level('three', [{ test: 'edits', field: 'surname', atMost: 3 }], 0.1, 0.05),
  ]),
  comparison('born', 'born', [
    level('exact', [{ test: 'exact', field: 'born' }], 0.9, 0.001),
    level('within', [{ test: 'date_within', field: 'born' }], 0.05, 0.01),
    level('days', [{ test: 'days', field: 'born', atMost: 2 }], 0.03, 0.01),
    level('one edit', [{ test: 'edits', field: 'born', atMost: 1 }], 0.02, 0.02),
  ]),
  comparison('street', 'street', [
    level(
      'street and given',
      [
        { test: 'words', field: 'street', atLeast: 0.5 },
        { test: 'prefix', field: 'given', shortest: 3 },
      ],
      0.5,
      0.01,
    ),
    level('words', [{ test: 'words', field: 'street', atLeast: 0.5 }], 0.2, 0.05),
    level('two edits', [{ test: 'edits', field: 'street', atMost: 2 }], 0.2, 0.05),
  ]),
  comparison('amount', 'amount', [
    level('near', [{ test: 'number', field: 'amount', atMost: 0.25 }], 0.9, 0.1),
    level('far', [{ test: 'number', field: 'amount', atMost: 1 }], 0.05, 0.3),
  ]),
  comparison('initials', 'initials', [level('exact', [{ test: 'exact', field: 'initials' }], 0.9, 0.1)]),
  comparison('changed places', 'initials', [
    level('alike', [{ test: 'swapped', field: 'given', other: 'surname', atLeast: 0.85 }], 0.2, 0.001),
    level('half known', [{ test: 'swapped', field: 'given', other: 'surname', orUnknown: true }], 0.1, 0.01),
    level(
      'half known, alike',
      [{ test: 'swapped', field: 'surname', other: 'given', atLeast: 0.7, orUnknown: true }],
      0.1,
      0.02,
    ),
  ]),
  comparison('given begins', 'given', [
    level('prefix', [{ test: 'prefix', field: 'given', shortest: 2 }], 0.9, 0.1),
  ]),
  comparison('given again', 'given', [
    level('close', [{ test: 'jaro_winkler', field: 'given', atLeast: 0.7 }], 0.9, 0.1),
  ]),
];

/** A model with a comparison of every kind, which looks at all pairs that share a year, an initial or a street. */
export const sampleModel = (changes: Partial<Model> = {}): Model =>
  Model.parse({
    name: 'sample',
    prior: 0.01,
    threshold: 0.5,
    fields: [
      ...COLUMNS.map((name) => ({ name, columns: [name], transforms: [] })),
      { name: 'initials', columns: ['given', 'surname'], transforms: ['initials'], needsAll: false },
      { name: 'year', columns: ['born'], transforms: ['date', { first: 4 }] },
      { name: 'begin', columns: ['surname'], transforms: ['fold', { first: 2 }] },
    ],
    comparisons: [...COMPARISONS],
    blocking: [
      { name: 'initials and year', fields: ['initials', 'year'], largestBlock: 1000, why: '' },
      { name: 'surname', fields: ['surname'], largestBlock: 1000, why: '' },
      { name: 'begin', fields: ['begin'], subField: 'year', largestBlock: 40, why: '' },
    ],
    why: [],
    ...changes,
  });

export async function sampleEncoded(rows: readonly Row[], model: Model): Promise<Encoded> {
  const pool = openPool(1);
  return encode(tableOfRows(COLUMNS, rows), model.fields, pool);
}

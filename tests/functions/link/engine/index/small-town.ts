import type { Comparison, Level } from '#link/engine/model/comparison.ts';
import type { Model } from '#link/engine/model/model.ts';

/** Columns of the rows that tests make up. */
export const COLUMNS = ['id', 'name', 'born', 'town', 'phone'];

export type Cells = readonly [name: string, born: string, town: string, phone: string];

const comparison = (field: string, levels: readonly Level[]): Comparison => ({
  name: field,
  field,
  levels: [...levels],
  why: 'test',
});

/** Small limits, so that blocks cross them; a sub field; frequencies that matter; weights that make some links fail. */
export const smallModel = (limits: {
  readonly largestBlock: number;
  readonly linkage: 'average' | 'single';
}): Model => ({
  name: 'small town',
  prior: 0.1,
  fields: [
    { name: 'name', columns: ['name'], transforms: ['fold'] },
    { name: 'born', columns: ['born'], transforms: [] },
    { name: 'town', columns: ['town'], transforms: ['fold'] },
    { name: 'phone', columns: ['phone'], transforms: [] },
  ],
  comparisons: [
    comparison('name', [
      {
        label: 'the same',
        tests: [{ test: 'exact', field: 'name' }],
        m: 0.9,
        u: 0.05,
        termFrequency: { share: 1, least: 0.02 },
      },
      { label: 'alike', tests: [{ test: 'jaro_winkler', field: 'name', atLeast: 0.85 }], m: 0.06, u: 0.05 },
      { label: 'else', tests: [], m: 0.04, u: 0.9 },
    ]),
    comparison('born', [
      { label: 'the same', tests: [{ test: 'exact', field: 'born' }], m: 0.9, u: 0.1 },
      { label: 'else', tests: [], m: 0.1, u: 0.9 },
    ]),
    comparison('phone', [
      { label: 'the same', tests: [{ test: 'exact', field: 'phone' }], m: 0.5, u: 0.05 },
      { label: 'else', tests: [], m: 0.5, u: 0.95 },
    ]),
  ],
  blocking: [
    { name: 'phone', fields: ['phone'], largestBlock: limits.largestBlock, why: 'test' },
    { name: 'born', fields: ['born'], subField: 'town', largestBlock: limits.largestBlock, why: 'test' },
    {
      name: 'town + phone',
      fields: ['town', 'phone'],
      largestBlock: limits.largestBlock + 1,
      why: 'test',
    },
  ],
  threshold: 0.5,
  entities: { apart: [], linkage: limits.linkage },
  why: [],
});

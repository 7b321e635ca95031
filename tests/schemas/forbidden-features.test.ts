import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { forbiddenFeatures } from '#schemas/forbidden-features.ts';
import { CONTRACTS } from '#schemas/sources/registry.ts';
import { LAKE_TABLES } from '#schemas/tables.ts';

/** R15. */
describe('forbiddenFeatures', () => {
  it.each([
    ['birthCountry', ['country']],
    ['nationality_code', ['nationality']],
    ['Geboorteland', ['geboorteland']],
    ['Land van herkomst', ['herkomst', 'land van herkomst']],
    ['etniciteit', ['etniciteit']],
    ['GESLACHT', ['geslacht']],
    ['name_origin', ['name origin', 'origin']],
    ['taal', ['taal']],
    ['nationaliteiten', ['nationaliteit', 'nationaliteiten']],
    ['religions: religion, church', ['church', 'religion']],
  ])('finds in %j %j', (text, found) => {
    expect(forbiddenFeatures(text)).toEqual(found);
  });

  it.each([
    'geslachtsnaam',
    'surname',
    'totaal',
    'betaald',
    'rasterkaart',
    'landlord',
    'sexagesimal',
    'agenda',
    'traces',
  ])('leaves %j alone', (text) => {
    expect(forbiddenFeatures(text)).toEqual([]);
  });
});

describe('nothing forbidden can be expressed', () => {
  it.each(CONTRACTS.map((contract) => [contract.name, contract] as const))(
    'in contract %s',
    (_name, contract) => {
      for (const field of Object.keys(contract.columns)) expect(forbiddenFeatures(field), field).toEqual([]);
      for (const mapping of contract.mappings)
        for (const header of Object.keys(mapping.headers))
          expect(forbiddenFeatures(header), header).toEqual([]);
    },
  );

  it.each(LAKE_TABLES.map((table) => [table.name, table] as const))('in table %s', (_name, table) => {
    for (const column of table.columns) expect(forbiddenFeatures(column.name), column.name).toEqual([]);
  });

  const patterns = new URL('../../functions/detect/patterns/', import.meta.url);
  const files = readdirSync(patterns).filter((name) => name.endsWith('.sql'));

  it('in patterns, of which there are some', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  // The dossier in a pattern's comments says which proxies were looked for; the query may not name one.
  it.each(files)('in pattern %s', (name) => {
    const sql = readFileSync(new URL(name, patterns), 'utf8')
      .replace(/--.*$/gm, '')
      .replace(/\/\*.*?\*\//gs, '');
    expect(sql.trim()).not.toBe('');
    expect(forbiddenFeatures(sql)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { NORMALIZERS } from '#normalize/normalizers.ts';
import { storageArea } from '#schemas/sources/contract.ts';
import { matchNames, plainName } from '#schemas/sources/mapping.ts';
import { CONTRACTS, contractNamed, sourceOfKey } from '#schemas/sources/registry.ts';

describe.each(CONTRACTS.map((contract) => [contract.name, contract] as const))(
  'contract %s',
  (_name, contract) => {
    it('says whose it is, on what ground, for what and how long', () => {
      expect(contract.owner).not.toBe('');
      expect(contract.legalBasis).not.toBe('');
      expect(contract.purposes.length).toBeGreaterThan(0);
      expect(contract.retention.months).toBeGreaterThan(0);
      expect(contract.retention.ground).not.toBe('');
    });

    it('needs a value in the first column of its natural key, and has the others', () => {
      const [first = '', ...others] = contract.naturalKey;
      expect(contract.columns[first]?.needed).toBe('value');
      expect(Object.keys(contract.columns)).toEqual(expect.arrayContaining(others));
    });

    it('is police data or Bibob data, never both, and never the officers own', () => {
      const tags = [contract.policeData, contract.bibob, contract.ownOfficer].filter(Boolean);
      expect(tags.length).toBeLessThanOrEqual(1);
      expect(storageArea(contract)).toBe(
        contract.policeData ? 'police' : contract.bibob ? 'bibob' : 'staged',
      );
    });

    it('has a normalizer', () => {
      expect(Object.keys(NORMALIZERS)).toContain(contract.name);
    });

    it.each(contract.mappings)(
      'mapping $version reaches every needed column and only known fields',
      (mapping) => {
        const fields = new Set(Object.values(mapping.headers));
        for (const [field, column] of Object.entries(contract.columns))
          if (column.needed !== 'no') expect(fields, field).toContain(field);
        for (const field of fields) expect(Object.keys(contract.columns)).toContain(field);
      },
    );

    it.each(contract.mappings)('mapping $version is chosen for a file with its headers', (mapping) => {
      const one = new Map(Object.entries(mapping.headers).map(([header, field]) => [field, header]));
      const matched = matchNames(contract, [...one.values()]);
      expect(matched.missing).toEqual([]);
      expect(matched.unknown).toEqual([]);
      expect(matched.doubled).toEqual([]);
      expect(matched.fields).toEqual([...one.keys()]);
    });

    it('never reads what it says to read past', () => {
      const readPast = new Set(contract.readPast.map(plainName));
      for (const mapping of contract.mappings)
        for (const header of Object.keys(mapping.headers)) expect(readPast).not.toContain(plainName(header));
    });
  },
);

describe('a header', () => {
  const raids = contractNamed('raids');

  it('is known in any case and punctuation', () => {
    if (!raids) throw new Error('no contract for raids');
    const matched = matchNames(raids, ['INVALNUMMER', 'datum_inval', ' verdachte-1 ', 'Kleur', 'Datum']);
    expect(matched.fields).toEqual(['raid_number', 'raided_on', 'suspect_1_name', null, null]);
    expect(matched.unknown).toEqual(['Kleur']);
    expect(matched.doubled).toEqual(['Datum']);
  });
});

describe('the source of a key', () => {
  it.each([
    ['brp/2026-10-01.csv', 'brp'],
    ['raids-police/a/b.csv', 'raids-police'],
    ['brp.csv', ''],
    ['../brp/x.csv', '..'],
    ['BRP/x.csv', 'BRP'],
  ])('of %s is %j', (key, source) => {
    expect(sourceOfKey(key)).toBe(source);
  });

  it('has a contract only under its exact name (R6)', () => {
    for (const name of ['', '..', 'BRP', 'mappings', 'toString']) expect(contractNamed(name)).toBeUndefined();
  });

  it('is police data in one contract (R7)', () => {
    const police = CONTRACTS.filter((contract) => contract.policeData).map((contract) => contract.name);
    expect(police).toEqual(['raids-police']);
  });

  it('is Bibob data in one contract (R9), and own officers data in one (R8)', () => {
    expect(CONTRACTS.filter((contract) => contract.bibob).map(({ name }) => name)).toEqual(['bibob']);
    expect(CONTRACTS.filter((contract) => contract.ownOfficer).map(({ name }) => name)).toEqual([
      'officer-findings',
    ]);
  });
});

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { contractTable } from '#receive/contract-table.ts';
import { CONTRACTS } from '#schemas/sources/registry.ts';

describe.each(CONTRACTS.map((contract) => [contract.name, contract] as const))(
  'the table of %s',
  (name, contract) => {
    const table = contractTable(contract);

    it('tells where to drop, whose it is, on what ground and how long', () => {
      for (const text of [`${name}/`, contract.owner, contract.legalBasis, String(contract.retention.months)])
        expect(table).toContain(text);
    });

    it('has a line per field, with what a cell may hold and its headers', () => {
      for (const field of Object.keys(contract.columns))
        expect(table).toMatch(new RegExp(`^${field} +(yes|column)? +\\S.* {2}\\S`, 'm'));
    });
  },
);

it('says which sources are restricted (R7, R8, R9)', () => {
  const restricted = CONTRACTS.filter((contract) => /^restrictions/m.test(contractTable(contract)));
  expect(restricted.map(({ name }) => name)).toEqual(['officer-findings', 'raids-police', 'bibob']);
});

describe('npm run sources', () => {
  const run = (...names: string[]) =>
    spawnSync(process.execPath, ['functions/receive/cli.ts', ...names], { encoding: 'utf8' });

  it('prints the sources that are asked for', () => {
    const { stdout, status } = run('kvk', 'woz');
    expect(status).toBe(0);
    expect(stdout.match(/^drop into .*/gm)).toEqual(['drop into    kvk/', 'drop into    woz/']);
  });

  it('names the sources that there are where one is unknown', () => {
    const { stderr, status } = run('gossip');
    expect(status).toBe(2);
    expect(stderr).toContain('rental-register');
  });
});

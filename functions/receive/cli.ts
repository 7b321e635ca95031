import { CONTRACTS, contractNamed } from '#schemas/sources/registry.ts';
import { contractTable } from './contract-table.ts';

/** `npm run sources [-- <source> …]`: prints the contracts, or those of the sources that are named. */
const names = process.argv.slice(2);
const unknown = names.filter((name) => !contractNamed(name));
if (unknown.length > 0) {
  const known = CONTRACTS.map(({ name }) => name).join(', ');
  process.stderr.write(`There is no agreement on ${unknown.join(', ')}. Known are: ${known}\n`);
  process.exitCode = 2;
} else {
  const shown = CONTRACTS.filter(({ name }) => names.length === 0 || names.includes(name));
  process.stdout.write(`${shown.map(contractTable).join('\n\n\n')}\n`);
}

import type { SourceContract } from '#schemas/sources/contract.ts';
import { cellForm } from './cell-forms.ts';

const NEEDED = { value: 'yes', column: 'column', no: '' } as const;
const MODES = {
  snapshot: 'snapshot: everything there is; what is absent is withdrawn',
  changes: 'changes: a row replaces the earlier one of its key',
  append: 'append: rows that come once; the same key again corrects',
} as const;

/** A contract as a steward reads it: whose, why, how long, and each column with its headers. Lines without end. */
export function contractTable(contract: SourceContract): string {
  const facts: readonly (readonly [string, string])[] = [
    ['drop into', `${contract.name}/`],
    ['mode', MODES[contract.mode]],
    ['key', contract.naturalKey.join(' + ')],
    ['owner', contract.owner],
    ['legal basis', contract.legalBasis],
    ['purposes', contract.purposes.join(', ')],
    ['retention', `${contract.retention.months} months (${contract.retention.ground})`],
    ['restrictions', restrictionsOf(contract)],
    ['mappings', contract.mappings.map(({ version, supplier }) => `${version} (${supplier})`).join('; ')],
    ['not read', contract.readPast.join(', ')],
  ];
  const rows = Object.entries(contract.columns).map(([field, column]) => [
    field,
    NEEDED[column.needed],
    cellForm(column),
    headersOf(contract, field),
  ]);
  return [
    `${contract.title}`,
    '='.repeat(contract.title.length),
    ...aligned(facts.filter(([, value]) => value !== '')),
    '',
    ...aligned([['field', 'needed', 'cell', 'headers'], ...rows]),
  ].join('\n');
}

function restrictionsOf(contract: SourceContract): string {
  if (contract.policeData) return 'police data (Wpg): stored apart, never linked (R7)';
  if (contract.bibob) return 'Bibob data: stored apart, only inside a Bibob case (R9)';
  return contract.ownOfficer
    ? 'own officers: linked for a year, then targeted search only, gone by year 5 (R8)'
    : '';
}

/** All names that a field goes by in the mappings of the contract. */
const headersOf = (contract: SourceContract, field: string): string =>
  [
    ...new Set(
      contract.mappings.flatMap(({ headers }) =>
        Object.entries(headers).flatMap(([header, named]) => (named === field ? [header] : [])),
      ),
    ),
  ].join(', ');

/** Columns as wide as their longest cell; the last one runs free. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_cell, index) =>
    Math.max(...rows.map((row) => (row[index] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

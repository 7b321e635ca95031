import { describe, expect, it } from 'vitest';
import { CONTRACTS } from '#schemas/sources/registry.ts';

/** Cells that people and spreadsheets really produce, and that are wrong for most columns. */
const WRONG = [
  'x?',
  '30-02-2026',
  '99999999999999999999',
  '-5',
  '1,5',
  '=1+1',
  "'; DROP TABLE records",
  'Äß',
  '0,0,0',
  '12-a-b-c-d-e',
];
const SAYS_WHAT_TO_DO = /\b(deliver|correct|write|format|needed|put|divide|use|leave)\b/;

const COLUMNS = CONTRACTS.flatMap((contract) =>
  Object.entries(contract.columns).map(([field, column]) => ({ name: `${contract.name} ${field}`, column })),
);

describe('what is said of a wrong cell', () => {
  it.each(COLUMNS)('of $name has a code, tells what to do, and holds nothing of the cell', ({ column }) => {
    const told = WRONG.flatMap((cell) => {
      const parsed = column.parse(cell);
      return parsed.ok ? (parsed.note ? [{ ...parsed.note, cell }] : []) : [{ ...parsed, cell }];
    });
    for (const { code, message } of told) {
      expect(code).toMatch(/^[a-z_]+$/);
      expect(message).toMatch(SAYS_WHAT_TO_DO);
    }
    for (const { message, cell } of told.filter((each) => each.cell.length > 3))
      expect(message).not.toContain(cell);
    expect(told.length).toBeLessThanOrEqual(WRONG.length);
  });
});

import { describe, expect, it } from 'vitest';
import { memberOfRow } from '#schemas/entity-rows.ts';
import { recordOfRow } from '#schemas/record-row.ts';
import { lakeTable } from '#schemas/tables.ts';

const id = (prefix: string) => `${prefix}-${'a'.repeat(26)}`;
const MEMBER = { entity_id: id('per'), record_id: id('rec'), source: 'brp' };
const RECORD = {
  ...Object.fromEntries(lakeTable('records').columns.map(({ name }) => [name, null])),
  record_id: id('rec'),
  delivery_id: id('dlv'),
  source: 'brp',
  line: 2,
  kind: 'person',
  role: 'subject',
  in_research: [],
  content_hash: 'f'.repeat(64),
};

describe('rows of the lake', () => {
  it('are given back as they are when every column holds what it should', () => {
    expect(memberOfRow(MEMBER)).toBe(MEMBER);
    expect(recordOfRow(RECORD)).toBe(RECORD);
  });

  it('lose their tombstone column', () => {
    expect(memberOfRow({ ...MEMBER, deleted: false })).toEqual(MEMBER);
    expect(recordOfRow({ ...RECORD, deleted: null })).toEqual(RECORD);
  });

  it.each([
    ['an id of another kind of thing', { record_id: 'x' }, 'record_id'],
    ['a number for a text', { surname: 7 }, 'surname'],
    ['an empty text', { surname: '' }, 'surname'],
    ['a text for a number', { house_number: '12' }, 'house_number'],
    ['half a number', { line: 1.5 }, 'line'],
    ['a code that is none', { kind: 'planet' }, 'kind'],
    ['a day that is none', { valid_from: '2026' }, 'valid_from'],
    ['no list', { in_research: null }, 'in_research'],
    ['no flag', { secrecy: 'yes' }, 'secrecy'],
  ])('are refused by name with %s', (_what, wrong, column) => {
    expect(() => recordOfRow({ ...RECORD, ...wrong })).toThrow(
      expect.objectContaining({
        name: 'ZodError',
        issues: [expect.objectContaining({ path: [column] })],
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { parseAttributes } from '#fairness/attributes-csv.ts';

const ID = '0106200000012345';
const OTHER = '0106200000012346';

describe('the audit’s file', () => {
  it('gives the group of each attribute, and leaves out what is not known', () => {
    const { attributes, groupsOf } = parseAttributes(
      `\uFEFFnummeraanduiding;kind_of_household;district_income\r\n${ID};family;low\r\n${OTHER};;high\r\n`,
    );
    expect(attributes).toEqual(['kind_of_household', 'district_income']);
    expect([...groupsOf]).toEqual([
      [ID, { kind_of_household: 'family', district_income: 'low' }],
      [OTHER, { district_income: 'high' }],
    ]);
  });

  it.each([
    ['another header', `nummer;a_b\n${ID};x`, 'line 1: the header begins with nummeraanduiding'],
    ['no attribute', `nummeraanduiding\n${ID}`, 'line 1: the header names no attribute'],
    ['an attribute twice', `nummeraanduiding;a_b;a_b\n${ID};x;y`, 'line 1: attributes are lower-case words'],
    ['a short id', `nummeraanduiding;a_b\n1062000;x`, 'line 2: nummeraanduiding has 16 digits'],
    ['an address twice', `nummeraanduiding;a_b\n${ID};x\n${ID};x`, 'line 3: this address stands in it twice'],
    ['a column too many', `nummeraanduiding;a_b\n${ID};x;y`, 'line 2: 2 columns are expected'],
    ['words in place of a code', `nummeraanduiding;a_b\n${ID};"x"`, 'line 2: the group of a_b is no code'],
    ['an empty line between', `nummeraanduiding;a_b\n\n${ID};x`, 'line 2: nummeraanduiding has 16 digits'],
  ])('refuses %s, with the line', (_, text, message) => {
    expect(() => parseAttributes(text)).toThrow(message);
  });
});

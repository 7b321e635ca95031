import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { attributesOf } from '#cluster/attributes.ts';
import { labelOf } from '#cluster/label.ts';
import { EventType } from '#schemas/record.ts';
import { aRecord } from '#tests/functions/link/records.ts';

const digest = (domain: string, value: string) => createHash('sha256').update(`${domain} ${value}`).digest();
const branch = (name: string, known: object) =>
  aRecord(name, {
    kind: 'company',
    source: 'kvk',
    kvk_number: '01234567',
    company_name: 'Proef B.V.',
    ...known,
  });

describe('a company', () => {
  it('begins with its first establishment and ends with its last', () => {
    const open = branch('one', { valid_from: '2019-03-01', sbi_codes: '6820|4120', legal_form: 'BV' });
    const closed = branch('two', { valid_from: '2018-01-01', valid_to: '2020-12-31' });
    expect(attributesOf('company', [open, closed], digest)).toEqual({
      legal_form: 'BV',
      sbi_code: '6820',
      started_on: '2018-01-01',
      registered_in_kvk: true,
    });
    const ended = branch('one', { valid_from: '2019-03-01', valid_to: '2022-06-30' });
    expect(attributesOf('company', [ended, closed], digest)).toMatchObject({ ended_on: '2022-06-30' });
  });

  it('does not end because an officer left it', () => {
    const officer = aRecord('seat', {
      kind: 'company',
      source: 'kvk-officers',
      kvk_number: '01234567',
      valid_to: '2024-01-01',
    });
    expect(attributesOf('company', [branch('one', {}), officer], digest)).not.toHaveProperty('ended_on');
    expect(attributesOf('company', [officer], digest)).toEqual({ registered_in_kvk: false });
  });

  it('shows no number and no name', () => {
    const known = { rsin: '001234567', branch_number: '000012345678', phone: '+31501234567' };
    const shown = JSON.stringify(attributesOf('company', [branch('one', known)], digest));
    expect(shown).not.toMatch(/0123456|Proef|3150/);
  });
});

describe('the phone of a company', () => {
  const tokenOf = (name: string, phone: string | null) =>
    attributesOf('company', [branch(name, { phone })], digest).phone_token;

  it('is a token that tells equal phones', () => {
    expect(tokenOf('one', '+31501234567')).toBe(tokenOf('two', '+31501234567'));
    expect(tokenOf('one', '+31501234567')).not.toBe(tokenOf('two', '+31501234568'));
    expect(tokenOf('one', null)).toBeUndefined();
  });
});

describe('an address', () => {
  it('shares a token with what is known of its building', () => {
    const place = (name: string, building_id: string) =>
      attributesOf('address', [aRecord(name, { kind: 'address', building_id })], digest).building_token;
    expect(place('one', '9999100000000012')).toBe(place('two', '9999100000000012'));
    expect(place('one', '9999100000000012')).not.toBe(place('three', '9999100000000013'));
    expect(place('one', '9999100000000012')).not.toContain('9999');
  });
});

describe('an event', () => {
  it('shows amounts, outcome and end', () => {
    const permit = aRecord('permit', {
      kind: 'event',
      event_type: 'permit',
      outcome: 'granted',
      occurred_on: '2025-05-01',
      valid_to: '2030-05-01',
      amounts: { max_persons: 4 },
    });
    expect(attributesOf('event', [permit], digest)).toEqual({
      event_type: 'permit',
      outcome: 'granted',
      occurred_on: '2025-05-01',
      ended_on: '2030-05-01',
      max_persons: 4,
    });
  });

  it.each(EventType.options)('of type %s has a name of its own', (event_type) => {
    const label = labelOf('event', [
      aRecord('event', { kind: 'event', event_type, occurred_on: '2026-10-01' }),
    ]);
    expect(label).toMatch(/^[A-Z].* 2026-10-01$/);
    expect(label).not.toMatch(/^Event/);
  });
});

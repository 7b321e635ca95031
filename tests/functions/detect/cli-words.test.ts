import { describe, expect, it } from 'vitest';
import { parsePatternCommand } from '#detect/cli-words.ts';
import { worthTable } from '#detect/worth-table.ts';

const parse = (line: string) => parsePatternCommand(line.split(' '), (file) => `text of ${file}`);
const who = '--as a.visser --team data';

describe('the words of npm run pattern', () => {
  it('ask for a new draft, without a system', () => {
    expect(parse('new many_registrations --theme hemp')).toEqual({
      kind: 'new',
      id: 'many_registrations',
      theme: 'hemp',
    });
    expect(() => parse('new Many-Registrations')).toThrow(/lower-case/);
    expect(() => parse('new many --theme music')).toThrow(/themes: housing/);
  });

  it.each([
    [`test a.sql ${who}`, { operation: 'test', text: 'text of a.sql' }],
    [`test --query draft ${who}`, { operation: 'test', query: 'draft' }],
    [`backtest a.sql --versions 5 ${who}`, { operation: 'backtest', text: 'text of a.sql', versions: 5 }],
    [
      `propose a.sql --reason because ${who}`,
      { operation: 'propose', text: 'text of a.sql', reason: 'because' },
    ],
    [`approve many --reason sound ${who}`, { operation: 'approve', id: 'many', reason: 'sound' }],
    [`retire many --reason worn ${who}`, { operation: 'retire', id: 'many', reason: 'worn' }],
    [`worth ${who}`, { operation: 'worth' }],
  ])('%s', (line, request) => {
    expect(parse(line)).toMatchObject({
      kind: 'ask',
      ask: { request: { ...request, actor: { id: 'a.visser', team: 'data', role: 'analyst' } } },
    });
  });

  it.each([
    ['approve many --reason sound --team data', /--as is missing/],
    [`propose a.sql ${who}`, /--reason is missing/],
    [`test ${who}`, /the file is missing/],
    ['frobnicate', /no command frobnicate/],
  ])('%s is refused', (line, says) => {
    expect(() => parse(line)).toThrow(says);
  });

  it('ask for the register, with where it goes', () => {
    expect(parse(`register --out /tmp/x --offline ${who}`)).toMatchObject({
      kind: 'register',
      register: { config: 'infra/accountability.json', out: '/tmp/x', offline: true },
    });
  });
});

describe('the table of patterns', () => {
  it('shows the share with its interval, and nothing where nothing is settled', () => {
    const worth = {
      pattern_id: 'overcrowding',
      direction: 'for',
      fired: 12,
      taken_up: 5,
      right: 2,
      wrong: 1,
      open: 0,
      precision: { value: 0.6667, low: 0.2077, high: 0.9385 },
    };
    const table = worthTable({ worth: [worth, { ...worth, pattern_id: 'other', precision: null }] }) ?? '';
    const [header, first, second] = table.split('\n');
    expect(header).toMatch(/^pattern +speaks +fired +taken up +right +wrong +open +precision \(95%\)$/);
    expect(first).toMatch(/^overcrowding +for +12 +5 +2 +1 +0 +0\.67 \(0\.21–0\.94\)$/);
    expect(second).toMatch(/–$/);
    expect(worthTable({ test: {} })).toBeUndefined();
  });
});

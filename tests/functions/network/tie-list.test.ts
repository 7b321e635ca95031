import { describe, expect, it } from 'vitest';
import { monthsBefore } from '#network/tie-list.ts';
import { NO_TIES, TIE_RULES } from '#network/tie-rules.ts';
import { RecordRole } from '#schemas/record.ts';
import { AS_OF, company, home, id, NetworkTown, person } from './network-town.ts';

describe('which relations tie', () => {
  it('every role is either a tie by some rule or said to be none, with the reason', () => {
    const ties = new Set(TIE_RULES.flatMap(({ roles }) => roles));
    const none = NO_TIES.flatMap(({ roles }) => roles);
    expect([...ties, ...none].toSorted()).toEqual(RecordRole.options.toSorted());
    for (const { because } of [...TIE_RULES, ...NO_TIES]) expect(because.length).toBeGreaterThan(10);
  });

  it('what ordinary life brings weighs at most half of a part in a raid', () => {
    for (const { event, weight } of TIE_RULES) expect(weight).toBeLessThanOrEqual(event === 'raid' ? 1 : 0.5);
  });

  const at = home('Laan 3');
  const cases: readonly [string, number, (town: NetworkTown) => unknown][] = [
    ['a resident', 1, (town) => town.live(['a'], 'Laan 3')],
    ['who moved away', 0, (town) => town.live(['a'], 'Laan 3', { until: '2026-09-30' })],
    ['who leaves today', 1, (town) => town.live(['a'], 'Laan 3', { until: AS_OF })],
    ['who comes tomorrow', 0, (town) => town.live(['a'], 'Laan 3', { since: '2026-10-02' })],
    ['a field under investigation (R12)', 0, (town) => town.live(['a'], 'Laan 3', { inResearch: true })],
    [
      'a company that ended within two years',
      1,
      (town) => town.relate(company('c'), 'established_at', at, { until: '2024-10-01' }),
    ],
    [
      'a company that ended earlier',
      0,
      (town) => town.relate(company('c'), 'established_at', at, { until: '2024-09-30' }),
    ],
    ['a raid of five years ago', 2, (town) => town.raid('r', 'Laan 3', ['a'], '2021-10-01')],
    ['an older raid', 0, (town) => town.raid('r', 'Laan 3', ['a'], '2021-09-30')],
    ['a raid to come', 0, (town) => town.raid('r', 'Laan 3', ['a'], '2026-10-02')],
    [
      'an old letting that goes on',
      2,
      (town) => town.event('letting', 'l', 'Laan 3', { landlord: [person('a')] }, { on: '2012-01-01' }),
    ],
    [
      'the buyer and the place of a deed, not the seller',
      2,
      (town) => town.event('transfer', 't', 'Laan 3', { buyer: [person('a')], seller: [person('b')] }),
    ],
    ['a report of facts', 2, (town) => town.event('report', 'r', 'Laan 3', { mentioned: [person('a')] })],
    [
      'a judgement (R11)',
      0,
      (town) => town.event('report', 'r', 'Laan 3', { mentioned: [person('a')] }, { nature: 'judgement' }),
    ],
    [
      'benefits: another purpose',
      0,
      (town) => town.event('benefit', 'b', 'Laan 3', { client: [person('a')], partner: [person('b')] }),
    ],
    ['what was used there', 0, (town) => town.event('consumption', 'u', 'Laan 3')],
    ['a relation of an unknown event', 0, (town) => town.relate(id('event', 'x'), 'location', at)],
  ];
  it.each(cases)('%s: %i', (_, count, add) => {
    const town = new NetworkTown();
    add(town);
    expect(town.ties().left).toHaveLength(count);
  });

  it('two records that say one thing are one tie', () => {
    const town = new NetworkTown().live(['a', 'a'], 'Laan 3');
    expect(town.ties().left).toHaveLength(1);
  });

  it.each([
    ['2026-10-31', 1, '2026-09-30'],
    ['2024-02-29', 12, '2023-02-28'],
    ['2026-03-15', 3, '2025-12-15'],
    ['2026-10-01', 0, '2026-10-01'],
  ])('%s less %i months is %s', (day, months, before) => {
    expect(monthsBefore(day, months)).toBe(before);
  });
});

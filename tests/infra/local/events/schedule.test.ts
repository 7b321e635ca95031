import { readSchedule } from '#local/events/schedule.ts';
import { describe, expect, it } from 'vitest';

describe('a schedule', () => {
  it.each([
    ['rate(5 minutes)', '2026-01-31T23:58:30Z', '2026-02-01T00:03:30Z'],
    ['rate(1 day)', '2026-01-31T23:58:30Z', '2026-02-01T23:58:30Z'],
    ['cron(0 3 * * ? *)', '2026-01-31T02:59:59Z', '2026-01-31T03:00:00Z'],
    ['cron(0 3 * * ? *)', '2026-01-31T03:00:00Z', '2026-02-01T03:00:00Z'],
    ['cron(0/20 8-9 ? * MON-FRI *)', '2026-01-30T09:40:00Z', '2026-02-02T08:00:00Z'],
    ['cron(15,45 * * * ? *)', '2026-01-30T09:15:00Z', '2026-01-30T09:45:00Z'],
    ['cron(0 0 29 FEB ? *)', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['cron(0 0 ? * 1 2027)', '2026-03-01T00:00:00Z', '2027-01-03T00:00:00Z'],
  ])('%s after %s is due at %s', (expression, after, due) => {
    expect(readSchedule(expression)(Date.parse(after))).toBe(Date.parse(due));
  });

  it('may never be due again', () => {
    expect(readSchedule('cron(0 0 1 1 ? 2020)')(Date.parse('2026-01-01T00:00:00Z'))).toBeUndefined();
  });

  it.each([
    'at(2026-01-01T00:00:00)',
    'rate(0 hours)',
    'cron(0 3 * * *)',
    'cron(0 3 L * ? *)',
    'cron(0 3 ? * 6#3 *)',
    'cron(99 3 * * ? *)',
    'cron(*/0 3 * * ? *)',
  ])('refuses %s', (expression) => {
    expect(() => readSchedule(expression)).toThrow(expression);
  });
});
